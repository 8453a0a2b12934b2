using System.Text.Json;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// An activation as a layer of its own, a_i = f(x_i), for where something stands between the weighted sums and their activation:
/// <c>new Dense(64), new BatchNormalization(), new Activate(Activation.Relu)</c>.
/// </summary>
public sealed class Activate : Layer
{
    private readonly Activation _activation;

    /// <summary>Creates the layer.</summary>
    /// <param name="activation">The function f.</param>
    public Activate(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        _activation = activation;
    }

    /// <inheritdoc/>
    public override string Kind => "activation";

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <inheritdoc/>
    public override Activation Activation => _activation;

    /// <inheritdoc/>
    public override string ToString() => $"{_activation}";

    /// <inheritdoc/>
    public override ReferenceLayer ToReference() => new ReferenceActivate(Inputs, _activation.Reference);

    internal static Activate Read(JsonElement settings) => new(Activation.Parse(settings.ReadText("function")));

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json) => json.WriteString("function", _activation.ToString());

    internal override string? Outline => null;

    internal override int OutputsFor(int inputs) => inputs;

    internal override void CheckInputs(int inputs)
    {
        if (inputs == 1 && _activation is Softmax)
            throw new InvalidInputException("A softmax of a single number is always 1. Use sigmoid for one number, or softmax over several.");
    }

    internal override IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs) => [];

    internal override void Initialize(ulong seed, uint index) { }

    internal override LayerPass CreatePass(PassOptions options) => new ActivatePass(this, options);

    internal override LayerPoint CreatePoint() => new ActivatePoint(this);
}
