using System.Text.Json;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// The neuron of the derivation, in a layer of many: weighted sum x_i = Σ_k w_ik·a_k + b_i, then activation a_i = f(x_i).
/// Weights are <c>[outputs, inputs]</c>, biases <c>[outputs]</c>.
/// </summary>
public sealed class Dense : Layer
{
    private readonly Activation _activation;

    /// <summary>Creates the layer.</summary>
    /// <param name="outputs">Number of neurons, at least 1.</param>
    /// <param name="activation">The function f; default identity.</param>
    /// <param name="initializer">How weights start; default what suits the activation. Biases start at 0.</param>
    /// <exception cref="InvalidInputException">Outputs below 1, or a softmax of a single neuron, which would always be 1.</exception>
    public Dense(int outputs, Activation? activation = null, Initializer? initializer = null)
    {
        if (outputs < 1) throw new InvalidInputException($"A dense layer needs at least 1 neuron, not {outputs}.");
        _activation = activation ?? Activation.Identity;
        if (outputs == 1 && _activation is Softmax)
            throw new InvalidInputException("A softmax of a single neuron is always 1. Use sigmoid for one output, or softmax with one neuron a class.");
        Outputs = outputs;
        Initializer = initializer ?? _activation.DefaultInitializer;
    }

    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override Activation Activation => _activation;

    /// <summary>Whether its activations are the weighted sums themselves.</summary>
    internal bool IsLinear => _activation is Identity;

    /// <summary>How weights start.</summary>
    public Initializer Initializer { get; }

    /// <summary>The weights <c>[outputs, inputs]</c>.</summary>
    public Matrix Weights => Parameters[0].Value;

    /// <summary>The biases <c>[outputs, 1]</c>.</summary>
    public Matrix Biases => Parameters[1].Value;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Kind} {Outputs}{(IsLinear ? "" : $" {_activation}")}");

    /// <inheritdoc/>
    public override ReferenceLayer ToReference()
    {
        var weights = new double[Outputs, Inputs];
        var biases = new double[Outputs];
        for (int output = 0; output < Outputs; output++)
        {
            for (int input = 0; input < Inputs; input++) weights[output, input] = Weights[output, input];
            biases[output] = Biases[output, 0];
        }
        return new ReferenceDense(weights, biases, _activation.Reference);
    }

    internal static Dense Read(JsonElement settings) => new(
        settings.GetProperty("outputs").GetInt32(),
        Activation.Parse(settings.ReadText("activation")),
        settings.TryGetProperty("initializer", out _) ? Initializer.Parse(settings.ReadText("initializer")) : null);

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json)
    {
        json.WriteNumber("outputs", Outputs);
        json.WriteString("activation", _activation.ToString());
        json.WriteString("initializer", Initializer.Name);
    }

    internal override int OutputsFor(int inputs) => Outputs;

    internal override void CheckInputs(int inputs)
    {
        long weights = (long)Outputs * Matrix.Padded(inputs);
        if (weights > Array.MaxLength - Matrix.LaneMultiple)
            throw new InvalidInputException(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Dense({inputs} → {Outputs}) would have {(long)inputs * Outputs:N0} weights; a layer holds at most {Array.MaxLength:N0}. Use fewer neurons."));
    }

    internal override IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs) =>
        [("weight", [Outputs, inputs]), ("bias", [Outputs])];

    internal override void Initialize(ulong seed, uint index)
    {
        Initializer.Fill(Weights, seed, index);
        Biases.Everything.Clear();
    }

    internal override LayerPass CreatePass(PassOptions options) => new DensePass(this, options);

    internal override LayerPoint CreatePoint() => new DensePoint(this);
}
