namespace Backprop.Explain;

/// <summary>
/// The network as nodes and lines, in the units of an SVG: a column a layer, a row a neuron.
/// A layer with many neurons is drawn with the most influential ones and a remark how many more there are.
/// </summary>
internal sealed class NetworkDrawing
{
    /// <summary>Half of a node's width and height: room for the longest number.</summary>
    public const double NodeWidth = 54, NodeHeight = 27;

    private const int MostInColumn = 10;
    private const int MostOutputs = 12;
    private const int ShownOfMany = 6;
    private const int MostLabels = 16;
    private const double RowHeight = 118;
    private const double ColumnWidth = 320;
    private const double Top = 96, Left = 190, Right = 220, Bottom = 96;

    private readonly List<IReadOnlyList<NeuronId>> _columns = [];
    private readonly StepView _view;

    public NetworkDrawing(Explanation explanation)
    {
        _view = explanation.View;
        for (int layer = _view.LayerCount; layer >= 0; layer--) _columns.Insert(0, Shown(explanation, layer));
        double rows = _columns.Select((column, layer) => column.Count + (Hidden(layer) > 0 ? 0.5 : 0)).Max();
        Height = Top + rows * RowHeight + Bottom - RowHeight / 2;
        Width = Left + _view.LayerCount * ColumnWidth + Right;
        Middle = Top + (rows - 1) * RowHeight / 2;
        Nodes = [.. _columns.SelectMany((column, layer) => column.Select((neuron, row) => new DrawnNode(neuron, Left + layer * ColumnWidth, RowOf(layer, row))))];
        Edges = [.. Enumerable.Range(1, _view.LayerCount).SelectMany(EdgesInto)];
    }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<DrawnNode> Nodes { get; }

    public IReadOnlyList<DrawnEdge> Edges { get; }

    private double Middle { get; }

    /// <summary>For each layer that is not drawn whole: how many neurons are missing, and where that is said.</summary>
    public IEnumerable<(int Count, double X, double Y)> Omissions => _columns
        .Select((column, layer) => (Hidden(layer), Left + layer * ColumnWidth, RowOf(layer, column.Count - 1) + RowHeight * 0.75)).Where(entry => entry.Item1 > 0);

    /// <summary>Where each layer's heading stands.</summary>
    public IEnumerable<(int Layer, double X, double Y)> Headings => _columns.Select((_, layer) => (layer, Left + layer * ColumnWidth, 30.0));

    private int Hidden(int layer) => _view.Width(layer) - _columns[layer].Count;

    private double RowOf(int layer, int row) => Middle + (row - (_columns[layer].Count - 1) / 2.0) * RowHeight;

    private IReadOnlyList<NeuronId> Shown(Explanation explanation, int layer)
    {
        int width = _view.Width(layer);
        var options = _view.Options;
        if (width <= (_view.IsOutput(layer) ? MostOutputs : MostInColumn)) return [.. _view.Neurons(layer)];
        bool IsChosen(NeuronId neuron) => neuron == options.Neuron || neuron == options.Edge?.From || neuron == options.Edge?.To;
        Func<NeuronId, double> influence = layer == 0
            ? input => _columns[0].Sum(next => Math.Abs(_view.Weight(input, next) * _view.Activation(input)))
            : neuron => _view.Delta(neuron);
        var always = explanation.Selection.TrainedNeurons(Math.Max(layer, 1));
        return [.. Selection.Largest(_view.Neurons(layer), neuron => IsChosen(neuron) || (layer > 0 && always.Contains(neuron)) ? double.PositiveInfinity : influence(neuron), ShownOfMany)];
    }

    private IEnumerable<DrawnEdge> EdgesInto(int layer)
    {
        var (from, to) = (_columns[layer - 1], _columns[layer]);
        double largest = from.SelectMany(start => to.Select(end => Math.Abs(_view.Weight(start, end)))).Max();
        // Every label at the same distance, 1/(m + 1) of the way to m neurons: then no two of them meet.
        bool labelled = to.Count <= 4 && from.Count * to.Count <= MostLabels;
        foreach (var (start, i) in from.Select((neuron, row) => (neuron, row)))
            foreach (var (end, k) in to.Select((neuron, row) => (neuron, row)))
            {
                double x = Left + (layer - 1) * ColumnWidth + NodeWidth, length = ColumnWidth - 2 * NodeWidth, share = 1.0 / (to.Count + 1);
                double y = RowOf(layer - 1, i), weight = _view.Weight(start, end), last = RowOf(layer, k);
                yield return new DrawnEdge(new EdgeId(start, end), weight, x, y, x + length, last, largest == 0 ? 0 : Math.Abs(weight) / largest)
                {
                    Label = labelled ? (x + share * length, y + share * (last - y)) : null,
                };
            }
    }
}

/// <summary>A neuron's place.</summary>
internal sealed record DrawnNode(NeuronId Neuron, double X, double Y);

/// <summary>A weight's line; its strength is |w| against the largest of the same two layers.</summary>
internal sealed record DrawnEdge(EdgeId Edge, double Weight, double X1, double Y1, double X2, double Y2, double Strength)
{
    /// <summary>Where its number stands; null where too many lines leave no room.</summary>
    public (double X, double Y)? Label { get; init; }
}
