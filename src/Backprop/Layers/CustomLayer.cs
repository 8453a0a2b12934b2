using System.Text.Json;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// A layer that a program brings itself: what it is called, its parameters and settings, and, in a <see cref="CustomPass"/>,
/// what it computes for a batch. It runs on the calling thread, so that its numbers do not depend on the number of threads.
/// An example with everything stands in docs/custom-layers.md; <see cref="GradientCheck.Run(CustomLayer, int, ulong)"/> verifies one.
/// </summary>
public abstract class CustomLayer : Layer
{
    // A parameter draws its initial numbers from a stream of its own; the first has the layer's, as in a dense layer.
    private const int ParameterStreamShift = 16;

    /// <inheritdoc/>
    public sealed override int Outputs => Inputs == 0 ? 0 : CountOutputs(Inputs);

    /// <summary>None: the loss sees the layer's outputs as they are. For a cross-entropy, let a <see cref="Dense"/> layer follow.</summary>
    public sealed override Activation? Activation => null;

    /// <summary>
    /// The layer in scalar double precision, against which <see cref="GradientCheck"/> holds it. Where it is not overridden,
    /// the layer itself stands in for it: then its backward pass is only held against differences of its forward pass in float,
    /// with the wider <see cref="GradientCheck.SingleTolerance"/>.
    /// </summary>
    public override ReferenceLayer ToReference() => new EngineLayerReference(this);

    /// <summary>
    /// Lets model files with layers of a kind be read by this process. A file names kinds, it never brings code;
    /// so a program registers its kinds before it loads a model with them.
    /// </summary>
    /// <param name="kind">The layer's <see cref="Layer.Kind"/>.</param>
    /// <param name="read">Creates the layer from the properties that <see cref="Layer.WriteSettings"/> wrote; its parameters are filled afterwards.</param>
    /// <exception cref="ArgumentException">The kind is the engine's own, or is registered with another reader. The same reader may be registered again.</exception>
    public static void Register(string kind, Func<JsonElement, CustomLayer> read) => LayerCatalog.Register(kind, read);

    /// <summary>The number of outputs of a layer with so many inputs.</summary>
    /// <exception cref="InvalidInputException">The layer cannot take that number of inputs.</exception>
    protected abstract int CountOutputs(int inputs);

    /// <summary>The parameters of a layer with so many inputs, in the order of files; none by default.</summary>
    protected virtual IReadOnlyList<CustomParameter> DescribeParameters(int inputs) => [];

    /// <summary>
    /// Creates the object that computes batch after batch and keeps what its backward pass needs. A training has one of its own,
    /// and so has each of the predictions that run side by side: what belongs to a batch belongs into the pass, not into the layer.
    /// </summary>
    /// <param name="capacity">The most data points of a batch.</param>
    /// <param name="forTraining">Whether a backward pass may follow a forward pass.</param>
    protected abstract CustomPass CreatePass(int capacity, bool forTraining);

    /// <summary>Writes nothing: a layer without settings.</summary>
    protected internal override void WriteSettings(Utf8JsonWriter json) { }

    internal sealed override int OutputsFor(int inputs) => CountOutputs(inputs);

    internal sealed override void CheckInputs(int inputs)
    {
        if (string.IsNullOrWhiteSpace(Kind) || LayerCatalog.IsBuiltIn(Kind))
            throw new InvalidInputException($"{GetType().Name} calls its kind '{Kind}'. Give it a name of its own, such as 'my-layer'.");
        if (CountOutputs(inputs) is var outputs && outputs < 1)
            throw new InvalidInputException($"The {Kind} layer has {outputs} outputs for {inputs} inputs. Let {nameof(CountOutputs)} give at least 1.");
        var names = new HashSet<string>();
        foreach (var parameter in DescribeParameters(inputs))
        {
            parameter.Check(Kind);
            if (!names.Add(parameter.Name)) throw new InvalidInputException($"The {Kind} layer has two parameters '{parameter.Name}'. Give each a name of its own.");
        }
    }

    internal sealed override IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs) =>
        DescribeParameters(inputs).Select(parameter => (parameter.Name, parameter.Shape));

    internal sealed override void Initialize(ulong seed, uint index)
    {
        var described = DescribeParameters(Inputs);
        for (int i = 0; i < described.Count; i++)
            described[i].Fill(Parameters[i].Value, seed, index + ((uint)i << ParameterStreamShift));
    }

    internal sealed override LayerPass CreatePass(PassOptions options) => new CustomLayerPass(this, CreateOwnPass(options.Capacity, options.ForTraining), options);

    internal CustomPass CreateOwnPass(int capacity, bool forTraining) => CreatePass(capacity, forTraining);
}
