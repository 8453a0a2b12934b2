using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Loss and metrics of a network, as it is at the moment, on one data set; weighted where its rows have weights.</summary>
internal sealed class Evaluator
{
    private readonly int _pieceSize;
    private readonly RowWindows _windows;
    private readonly NetworkPass _pass;
    private readonly PointLoader _loader;
    private readonly LossKernel _loss;
    private readonly Matrix _gradient, _losses;
    private readonly int[] _rows;
    private readonly AffineScaling? _targetScaling;

    /// <param name="network">The network.</param>
    /// <param name="loss">The loss to report.</param>
    /// <param name="data">Data scaled as the network sees them.</param>
    /// <param name="team">The threads that share the work.</param>
    /// <param name="targetScaling">What the targets were scaled with, so that errors are in their own units; null for nothing.</param>
    public Evaluator(Network network, Loss loss, Dataset data, ThreadTeam team, AffineScaling? targetScaling = null)
        : this(network, loss, new RowWindows(data), team, targetScaling)
    {
    }

    /// <summary>The same for data that need not be in memory at once.</summary>
    public Evaluator(Network network, Loss loss, RowWindows windows, ThreadTeam team, AffineScaling? targetScaling = null)
    {
        (_windows, _targetScaling) = (windows, targetScaling);
        var data = windows.Data;
        _pieceSize = PieceSize.For(network);
        int capacity = Math.Min(_pieceSize, data.Count);
        _pass = new NetworkPass(network, capacity, forTraining: false, team);
        _loader = new PointLoader(data, _pass);
        _loss = loss.CreateKernel(network.Layers[^1].Activation is { } activation && loss.IsFusedWith(activation));
        (_gradient, _losses) = (new Matrix(data.Outputs, capacity), new Matrix(1, capacity));
        _rows = [.. Enumerable.Range(0, data.Count)];
    }

    public Evaluation Evaluate()
    {
        var loss = new ChunkSum();
        var data = _windows.Data;
        IMetrics metrics = data.IsClassification ? new ClassificationMetrics(data) : new RegressionMetrics(data, _targetScaling);
        foreach (int filled in _windows.Fillings())
        {
            for (int first = 0; first < filled; first += _pieceSize)
            {
                var rows = _rows.AsSpan(first, Math.Min(_pieceSize, filled - first));
                _loader.Load(rows);
                _pass.Forward();
                _loss.Evaluate(_loader.Targets, _pass.WeightedSums, _pass.Outputs, _gradient, _losses);
                AddLosses(rows, ref loss);
                metrics.Add(rows, _pass.Outputs);
            }
        }
        return metrics.Result(loss.Total / (data.HasWeights ? data.TotalWeight() : _windows.Count));
    }

    private void AddLosses(ReadOnlySpan<int> rows, ref ChunkSum sum)
    {
        var data = _windows.Data;
        var losses = _losses.Numbers(0)[..rows.Length];
        if (!data.HasWeights)
        {
            foreach (float loss in losses) sum.Add(loss);
            return;
        }
        // A row of no weight is not there, even where its loss is infinite.
        for (int point = 0; point < rows.Length; point++)
            if (data.Weights[rows[point]] is > 0 and var weight) sum.Add((double)weight * losses[point]);
    }
}
