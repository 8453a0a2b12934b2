using System.Globalization;

namespace Backprop.Explain;

/// <summary>
/// A neuron by layer and index, written <c>LAYER.NEURON</c>: layer 0 are the inputs, layer 1 is the first layer with weights;
/// neurons count from 0.
/// </summary>
/// <param name="Layer">The layer, from 0 for the inputs.</param>
/// <param name="Index">The neuron in it, from 0.</param>
public readonly record struct NeuronId(int Layer, int Index)
{
    /// <summary>Reads <c>LAYER.NEURON</c>, such as <c>2.3</c>, and checks that the problem has it.</summary>
    /// <exception cref="InvalidInputException">It is written otherwise, or there is no such neuron; the message says which there are.</exception>
    public static NeuronId Parse(string text, Problem problem)
    {
        var id = TryParse(text) ?? throw new InvalidInputException($"Neuron '{text}': write LAYER.NEURON, such as {problem.Layers.Count}.0.");
        return id.Checked(problem);
    }

    /// <summary>As it is written: <c>LAYER.NEURON</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Layer}.{Index}");

    internal static NeuronId? TryParse(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 2 && Whole(parts[0], out int layer) && Whole(parts[1], out int index) ? new NeuronId(layer, index) : null;
    }

    internal NeuronId Checked(Problem problem)
    {
        int layers = problem.Layers.Count;
        if (Layer > layers)
            throw new InvalidInputException($"Neuron '{this}': there is no layer {Layer}. The network has the inputs (layer 0) and {(layers == 1 ? "layer 1" : $"the layers 1 to {layers}")}.");
        int count = Layer == 0 ? problem.Layers[0].Inputs : problem.Layers[Layer - 1].Outputs;
        if (Index >= count)
            throw new InvalidInputException($"Neuron '{this}': there is none. Layer {Layer} has the neurons {Layer}.0 to {Layer}.{count - 1}.");
        return this;
    }

    private static bool Whole(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
