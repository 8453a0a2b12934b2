using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Loss and metrics of a network, as it is at the moment, or of the mean outputs of several, on one data set.</summary>
internal sealed class Evaluator
{
    private readonly int _pieceSize;
    private readonly RowWindows _windows;
    private readonly NetworkPass[] _passes;
    private readonly PointLoader[] _loaders;
    private readonly LossKernel _loss;
    private readonly Matrix _gradient, _losses;
    private readonly Matrix? _means;
    private readonly int[] _rows;
    private readonly AffineScaling? _targetScaling;

    /// <param name="network">The network.</param>
    /// <param name="loss">The loss to report.</param>
    /// <param name="windows">Data scaled as the network sees them, which need not be in memory at once.</param>
    /// <param name="team">The threads that share the work.</param>
    public Evaluator(Network network, Loss loss, RowWindows windows, ThreadTeam team) : this([network], loss, windows, team, null)
    {
    }

    /// <param name="members">The networks whose outputs are averaged; one or more of one structure.</param>
    /// <param name="loss">The loss to report.</param>
    /// <param name="windows">Data scaled as the networks see them, which need not be in memory at once.</param>
    /// <param name="team">The threads that share the work.</param>
    /// <param name="targetScaling">What the targets were scaled with, so that errors are in their own units; null for nothing.</param>
    public Evaluator(IReadOnlyList<Network> members, Loss loss, RowWindows windows, ThreadTeam team, AffineScaling? targetScaling)
    {
        (_windows, _targetScaling) = (windows, targetScaling);
        var data = windows.Data;
        _pieceSize = PieceSize.For(members[0]);
        int capacity = Math.Min(_pieceSize, data.Count);
        _passes = [.. members.Select(member => new NetworkPass(member, capacity, forTraining: false, team))];
        _loaders = [.. _passes.Select(pass => new PointLoader(data, pass))];
        if (members.Count > 1) _means = new Matrix(data.Outputs, capacity);
        // Several networks have no common weighted sums: their loss goes by the mean outputs.
        _loss = loss.CreateKernel(_means is null && members[0].Layers[^1].Activation is { } activation && loss.IsFusedWith(activation));
        (_gradient, _losses) = (new Matrix(data.Outputs, capacity), new Matrix(1, capacity));
        _rows = [.. Enumerable.Range(0, data.Count)];
    }

    /// <param name="progress">Is told of the share of rows that are done; null (the default) for nobody.</param>
    /// <param name="cancellation">Ends it without a result.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Evaluation Evaluate(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        long done = 0;
        var loss = new ChunkSum();
        var data = _windows.Data;
        IMetrics metrics = data.IsClassification ? new ClassificationMetrics(data) : new RegressionMetrics(data, _targetScaling);
        foreach (int filled in _windows.Fillings())
        {
            for (int first = 0; first < filled; first += _pieceSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = _rows.AsSpan(first, Math.Min(_pieceSize, filled - first));
                var outputs = Forward(rows);
                _loss.Evaluate(new LossOperands(_loaders[0].Targets, _means ?? _passes[0].WeightedSums, outputs, _gradient, _losses), _passes[0].Team);
                AddLosses(rows, ref loss);
                metrics.Add(rows, outputs);
                progress?.Report((double)(done += rows.Length) / _windows.Count);
            }
        }
        return metrics.Result(loss.Total / (data.HasWeights ? data.TotalWeight() : _windows.Count));
    }

    private Matrix Forward(ReadOnlySpan<int> rows)
    {
        for (int member = 0; member < _passes.Length; member++)
        {
            _loaders[member].Load(rows);
            _passes[member].Forward();
        }
        if (_means is null) return _passes[0].Outputs;
        _means.UseColumns(rows.Length);
        for (int output = 0; output < _means.Rows; output++) Average(output, _means.RowOfVectors(output));
        return _means;
    }

    /// <summary>Elementwise, members ascending, so that no vector width changes a bit.</summary>
    private void Average(int output, Span<float> mean)
    {
        _passes[0].Outputs.RowOfVectors(output).CopyTo(mean);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(mean);
        for (int member = 1; member < _passes.Length; member++)
        {
            var own = MemoryMarshal.Cast<float, Vector<float>>(_passes[member].Outputs.RowOfVectors(output));
            for (int i = 0; i < vectors.Length; i++) vectors[i] += own[i];
        }
        var count = new Vector<float>(_passes.Length);
        foreach (ref var vector in vectors) vector /= count;
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
