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

    /// <summary>Its place in the network, from 0.</summary>
    internal int Index { get; set; }

    /// <summary>What training changes, in the order in which files and fingerprints list it; empty until the layer stands in a network.</summary>
    public IReadOnlyList<Parameter> Parameters { get; private set; } = [];

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
    }

    /// <summary>The number of outputs of a layer with so many inputs.</summary>
    internal abstract int OutputsFor(int inputs);

    /// <summary>Refuses a number of inputs that the layer cannot take.</summary>
    internal abstract void CheckInputs(int inputs);

    /// <summary>Name and shape, as files hold them, of each parameter of a layer with so many inputs.</summary>
    internal abstract IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs);

    private IReadOnlyList<Parameter> CreateParameters() => [.. ParameterShapes(Inputs).Select(named => new Parameter(named.Name, named.Shape))];

    /// <summary>Draws initial parameters; <paramref name="index"/> is the layer's place in the network.</summary>
    internal abstract void Initialize(ulong seed, uint index);

    /// <summary>The buffers and loops of one batch at a time.</summary>
    internal abstract LayerPass CreatePass(PassOptions options);

    /// <summary>What computes single data points; null (the default) for a layer that takes them as batches.</summary>
    internal virtual LayerPoint? CreatePoint() => null;

    /// <summary>Writes what the constructor takes, as properties of an open JSON object; <c>type</c> is there already. Each property once.</summary>
    protected internal abstract void WriteSettings(Utf8JsonWriter json);
}
