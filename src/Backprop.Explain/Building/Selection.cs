namespace Backprop.Explain;

/// <summary>
/// Which neurons are shown: the chosen one, or all of a small network, or of a large one every output
/// (the most influential ones, if they are many) and the few hidden neurons with the largest |δ|.
/// </summary>
internal sealed class Selection
{
    /// <summary>A network of at most so many weights and biases is shown whole.</summary>
    public const int SmallParameters = 64;

    private const int MostOutputs = 12;
    private const int MostHidden = 3;

    private readonly StepView _view;

    public Selection(StepView view)
    {
        _view = view;
        IsWhole = view.Options.All || view.Problem.Layers.Sum(layer => (layer.Inputs + 1L) * layer.Outputs) <= SmallParameters;
        Chosen = view.Options.Neuron ?? view.Options.Edge?.To;
    }

    /// <summary>Whether nothing is left out for the network's size.</summary>
    public bool IsWhole { get; }

    /// <summary>The neuron asked for; null for none.</summary>
    public NeuronId? Chosen { get; }

    /// <summary>How many terms of a sum are shown one by one.</summary>
    public int Terms => _view.Options.All ? int.MaxValue : _view.Options.Terms;

    /// <summary>The shown neurons of a layer, in their order.</summary>
    public IReadOnlyList<NeuronId> Neurons(int layer)
    {
        if (Chosen is { } chosen) return chosen.Layer == layer ? [chosen] : [];
        if (IsWhole) return [.. _view.Neurons(layer)];
        return MostInfluential(layer, _view.IsOutput(layer) ? MostOutputs : MostHidden);
    }

    /// <summary>The neurons of a layer whose gradients and updates are shown: of a large network the few most influential ones.</summary>
    public IReadOnlyList<NeuronId> TrainedNeurons(int layer) => Chosen is not null || IsWhole ? Neurons(layer) : MostInfluential(layer, MostHidden);

    /// <summary>The neurons of a layer with the largest |δ|, in their order.</summary>
    public IReadOnlyList<NeuronId> MostInfluential(int layer, int count) =>
        [.. Largest(_view.Neurons(layer), neuron => _view.Delta(neuron), count)];

    /// <summary>The weights into a neuron whose number is largest in size (or the chosen one alone), then its bias.</summary>
    public IReadOnlyList<ParameterView> Parameters(NeuronId neuron, Func<ParameterView, double> number)
    {
        if (_view.Options.Edge is { } edge) return [new ParameterView(_view, neuron, edge.From)];
        ParameterView[] weights = [.. _view.Neurons(neuron.Layer - 1).Select(from => new ParameterView(_view, neuron, from))];
        return [.. TermList.Shown(weights.Length, index => number(weights[index]), Terms).Select(index => weights[index]), new ParameterView(_view, neuron, null)];
    }

    /// <summary>What <see cref="Parameters"/> are called.</summary>
    public string ParametersTitle(NeuronId neuron) => _view.Options.Edge is { } edge
        ? $"The weight from {_view.Title(edge.From)} to {_view.Title(edge.To)}"
        : $"Weights and bias of {_view.Title(neuron)}";

    /// <summary>The items whose number is largest in size, in their own order.</summary>
    public static IEnumerable<T> Largest<T>(IEnumerable<T> items, Func<T, double> number, int count) => items
        .Select((item, index) => (item, index, size: Math.Abs(number(item))))
        .OrderByDescending(entry => entry.size).ThenBy(entry => entry.index).Take(count)
        .OrderBy(entry => entry.index).Select(entry => entry.item);

    /// <summary>What is left out, and how to see it; nothing where all is shown.</summary>
    public IEnumerable<string> Omissions()
    {
        if (Chosen is not null || IsWhole) yield break;
        for (int layer = 1; layer <= _view.LayerCount; layer++)
            if (Neurons(layer) is { } shown && shown.Count < _view.Width(layer))
                yield return StepView.Text($"Of the {_view.Width(layer)} neurons of layer {layer} the {shown.Count} with the largest |δ| are shown: {string.Join(", ", shown.Select(neuron => StepView.Text($"{_view.NumberOf(neuron)} ({neuron})")))}. See any other with --neuron {shown[0]}, a weight with --edge {layer - 1}.0-{shown[0]}, everything with --all.");
        if (_view.Width(_view.LayerCount) > MostHidden)
            yield return StepView.Text($"Gradients and updates are shown for the {MostHidden} neurons of each layer with the largest |δ|.");
        yield return StepView.Text($"Of a sum with more than {_view.Options.Terms} terms the {_view.Options.Terms} largest are shown, and the others added up as one.");
    }
}
