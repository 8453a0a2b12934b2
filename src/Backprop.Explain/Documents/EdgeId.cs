namespace Backprop.Explain;

/// <summary>
/// A weight by the neurons that it connects, written <c>LAYER.FROM-LAYER.TO</c>: <c>1.0-2.3</c> leads from neuron 0 of layer 1
/// to neuron 3 of layer 2.
/// </summary>
/// <param name="From">The neuron whose activation it carries; layer 0 for an input.</param>
/// <param name="To">The neuron of the next layer whose weighted sum it joins.</param>
public readonly record struct EdgeId(NeuronId From, NeuronId To)
{
    /// <summary>Reads <c>LAYER.FROM-LAYER.TO</c> and checks that the problem has it.</summary>
    /// <exception cref="InvalidInputException">It is written otherwise, or there is no such edge; the message says which there are.</exception>
    public static EdgeId Parse(string text, Problem problem)
    {
        string[] ends = text.Split('-');
        if (ends.Length != 2 || NeuronId.TryParse(ends[0]) is not { } from || NeuronId.TryParse(ends[1]) is not { } to)
            throw new InvalidInputException($"Edge '{text}': write LAYER.FROM-LAYER.TO, such as 0.0-1.0.");
        return new EdgeId(from, to).Checked(problem);
    }

    /// <summary>As it is written: <c>LAYER.FROM-LAYER.TO</c>.</summary>
    public override string ToString() => $"{From}-{To}";

    internal EdgeId Checked(Problem problem)
    {
        _ = From.Checked(problem);
        _ = To.Checked(problem);
        if (To.Layer != From.Layer + 1)
            throw new InvalidInputException($"Edge '{this}': an edge leads to the next layer. From layer {From.Layer} it leads to layer {From.Layer + 1}, such as {From}-{From.Layer + 1}.0.");
        return this;
    }
}
