using System.Text.Json;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// One layer of a network: what it is and the parameters it owns. A layer belongs to one network, which tells it its inputs.
/// What it computes for a batch stands in its <see cref="LayerPass"/>. A program's own layers derive from <see cref="CustomLayer"/>.
/// </summary>
public abstract class Layer
{
    private protected Layer() { }

    /// <summary>Name of the kind of layer in files, such as <c>dense</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Number of inputs; 0 until the layer stands in a network.</summary>
    public int Inputs { get; private set; }

    /// <summary>Number of outputs; 0 where it follows from the inputs and the layer does not stand in a network yet.</summary>
    public abstract int Outputs { get; }

    /// <summary>Its number in the network, from 0, in the order of the forward pass; layers within another are counted behind it. Keys its random numbers.</summary>
    internal int Index { get; private set; }

    /// <summary>What training changes, in the order in which files and fingerprints list it; empty until the layer stands in a network.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private set; } = [];

    /// <summary>
    /// What training measures and predictions use, such as running means: no gradient, no optimizer and no weight decay touches it.
    /// Files and fingerprints list it behind the parameters; empty for most layers.
    /// </summary>
    public IReadOnlyList<Parameter> Buffers { get; private set; } = [];

    /// <summary>The activation that the layer ends with, or null for a layer that has none.</summary>
    public virtual Activation? Activation => null;

    /// <summary>The same layer in scalar double precision, with a copy of the parameters.</summary>
    public abstract ReferenceLayer ToReference();

    /// <summary>Puts the layer behind so many inputs and creates its parameters.</summary>
    /// <exception cref="InvalidInputException">The layer cannot take that number of inputs, or would be too large.</exception>
    /// <exception cref="ArgumentException">The layer stands in a network already.</exception>
    internal void Build(int inputs)
    {
        if (Inputs != 0) throw new ArgumentException($"This {Kind} layer stands in a network already. Give each network layers of its own.");
        CheckInputs(inputs);
        Inputs = inputs;
        Parameters = CreateParameters();
        Buffers = CreateBuffers();
    }

    /// <summary>Gives the layer a number, and those within it the next ones.</summary>
    /// <returns>The number of the layer behind.</returns>
    internal virtual int Number(int index)
    {
        Index = index;
        return index + 1;
    }

    /// <summary>The number of outputs of a layer with so many inputs.</summary>
    internal abstract int OutputsFor(int inputs);

    /// <summary>Refuses a number of inputs that the layer cannot take.</summary>
    internal abstract void CheckInputs(int inputs);

    /// <summary>Name and shape, as files hold them, of each parameter of a layer with so many inputs.</summary>
    internal abstract IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs);

    /// <summary>Name and shape of each buffer of a layer with so many inputs; none by default.</summary>
    internal virtual IEnumerable<(string Name, long[] Shape)> BufferShapes(int inputs) => [];

    private protected virtual IReadOnlyList<Parameter> CreateParameters() => Create(ParameterShapes(Inputs));

    private protected virtual IReadOnlyList<Parameter> CreateBuffers() => Create(BufferShapes(Inputs));

    private static IReadOnlyList<Parameter> Create(IEnumerable<(string Name, long[] Shape)> shapes) => [.. shapes.Select(named => new Parameter(named.Name, named.Shape))];

    /// <summary>How many numbers a pass keeps for a data point.</summary>
    internal virtual long NumbersOfPoint => Outputs;

    /// <summary>Whether an output of a data point depends, in training, on the others of its batch: then a batch must be in memory as a whole.</summary>
    internal virtual bool TiesDataPoints => false;

    /// <summary>What is impossible about numbers that were read from a file, finite as they are; null (the default) for nothing.</summary>
    internal virtual string? Fault => null;

    /// <summary>Whether it draws random numbers in training, so that the same weights have another loss each time.</summary>
    internal virtual bool DrawsNumbers => false;

    /// <summary>Whether it divides by the spread of its inputs, which magnifies their roundings.</summary>
    internal virtual bool Normalizes => false;

    /// <summary>How <see cref="Network.ToString"/> shows the layer; null for one that leaves as many numbers as it gets and is not shown.</summary>
    internal virtual string? Outline => FormattableString.Invariant($"{Outputs}");

    /// <summary>What the layer is, in a few words.</summary>
    public override string ToString() => Kind;

    /// <summary>Draws initial parameters; <paramref name="index"/> is the layer's number in the network.</summary>
    internal abstract void Initialize(ulong seed, uint index);

    /// <summary>The buffers and loops of one batch at a time.</summary>
    internal abstract LayerPass CreatePass(PassOptions options);

    /// <summary>What computes single data points; null (the default) for a layer that takes them as batches.</summary>
    internal virtual LayerPoint? CreatePoint() => null;

    /// <summary>Writes what the constructor takes, as properties of an open JSON object; <c>type</c> is there already. Each property once.</summary>
    protected internal abstract void WriteSettings(Utf8JsonWriter json);
}
