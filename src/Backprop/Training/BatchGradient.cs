using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Forward, loss and backward for one batch: its mean loss, and the gradient of every parameter, summed over its data points (each times its weight, where they have weights, of which the mean is made 1);
/// or, with an optimizer, the update that follows, which takes each tile of a gradient while it is in cache.
/// A batch larger than a piece passes through memory piece by piece.
/// </summary>
internal sealed class BatchGradient
{
    private readonly int _pieceSize, _largest, _points;
    private readonly NetworkPass _pass;
    private readonly PointLoader _loader;
    private readonly LossKernel _loss;
    private readonly bool _fusedLoss;
    private readonly Matrix _losses;
    private readonly float _labelSmoothing;
    private readonly bool _measures;
    private readonly BatchWeights? _weights;
    private readonly GradientTree? _tree;
    private readonly OptimizerState? _optimizer;
    private readonly TileWork[]? _updates;

    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">Data scaled as the network sees them.</param>
    /// <param name="batchSize">Data points of the largest batch.</param>
    /// <param name="team">The threads that share the work.</param>
    /// <param name="optimizer">What each batch's gradients go to; null where <see cref="Sums"/> are wanted.</param>
    /// <param name="labelSmoothing">The part of each class's target that is spread over all classes.</param>
    /// <param name="seed">Key of the random numbers that layers draw.</param>
    /// <param name="augmenter">What changes data points on their way into a batch; null for nothing.</param>
    public BatchGradient(
        Network network, Loss loss, Dataset data, int batchSize, ThreadTeam team, OptimizerState? optimizer = null, float labelSmoothing = 0, ulong seed = 0, Augmenter? augmenter = null)
    {
        (_labelSmoothing, _measures, _points) = (labelSmoothing, network.Buffers.Count > 0, data.Count);
        _largest = Math.Min(batchSize, data.Count);
        _pieceSize = PieceSize.ForTraining(network, _largest);
        int capacity = Math.Min(_largest, _pieceSize);
        bool inPieces = _largest > _pieceSize;
        _optimizer = optimizer;
        if (!inPieces && optimizer is { NeedsWholeGradient: false }) _updates = [.. optimizer.Updates];
        _pass = new NetworkPass(network, capacity, forTraining: true, team, storesGradients: _updates is null);
        _loader = new PointLoader(data, _pass, seed, augmenter);
        foreach (var layer in _pass.Layers) layer.KeyBy(_loader.Points);
        _fusedLoss = network.Layers[^1].Activation is { } activation && loss.IsFusedWith(activation);
        _loss = loss.CreateKernel(_fusedLoss);
        _losses = new Matrix(1, capacity);
        if (data.HasWeights) _weights = new BatchWeights(data, capacity, _largest, augmenter is { Mixes: true } ? augmenter : null);
        if (inPieces) _tree = new GradientTree(network.Parameters);
    }

    /// <summary>The gradients of the last batch, in the order of the network's parameters: sums over its data points. Empty with an optimizer.</summary>
    public IReadOnlyList<Matrix> Sums { get; private set; } = [];

    /// <summary>The sum of the weights of the last batch; where there are none, the number of its data points.</summary>
    public double Weight { get; private set; }

    /// <summary>The epoch of the next batches, from 1; 0, the default, outside of training.</summary>
    public int Epoch
    {
        set => _loader.Points.Epoch = (uint)value;
    }

    /// <summary>Computes <see cref="Sums"/>, or the optimizer's next parameters, which it has yet to accept.</summary>
    /// <returns>The batch's mean loss, weighted where data points have weights.</returns>
    public double Compute(ReadOnlySpan<int> rows)
    {
        var loss = new ChunkSum();
        Weight = _weights?.Start(rows, _loader.Points.Epoch) ?? rows.Length;
        _optimizer?.Start(rows.Length);
        if (rows.Length > _pieceSize)
        {
            AddPieces(rows, ref loss);
        }
        else
        {
            AddPiece(rows, ref loss);
            if (_updates is null) Finish(_pass.Gradients);
        }
        return loss.Total / rows.Length;
    }

    /// <summary>Puts what the last batch's forward pass measured into the network's buffers, once its step is accepted.</summary>
    public void TakeStatistics()
    {
        if (_measures) _pass.TakeStatistics(share: null);
    }

    /// <summary>
    /// Measures the network's buffers anew, by its parameters as they are: their mean over the data in batches, as PyTorch's <c>update_bn</c> does it.
    /// A last batch of one data point, which has no variance, is left out.
    /// </summary>
    public void MeasureStatistics()
    {
        int[] rows = [.. Enumerable.Range(0, _points)];
        for (int first = 0, batch = 1; first < _points - 1; first += _largest, batch++)
        {
            _loader.Load(rows.AsSpan(first, Math.Min(_largest, _points - first)));
            _pass.Forward();
            _pass.TakeStatistics(1f / batch);
        }
    }

    private void AddPieces(ReadOnlySpan<int> rows, ref ChunkSum loss)
    {
        _tree!.Start();
        for (int first = 0; first < rows.Length; first += _pieceSize)
        {
            AddPiece(rows.Slice(first, Math.Min(_pieceSize, rows.Length - first)), ref loss);
            _tree.Add(_pass.Gradients);
        }
        _tree.Finish();
        Finish(_tree.Sums);
    }

    private void AddPiece(ReadOnlySpan<int> rows, ref ChunkSum loss)
    {
        _loader.Load(rows);
        if (_labelSmoothing != 0) SmoothLabels(_loader.Targets);
        _pass.Forward();
        _loss.Evaluate(new LossOperands(_loader.Targets, _pass.WeightedSums, _pass.Outputs, _pass.OutputGradient, _losses), _pass.Team);
        _weights?.Apply(rows.Length, _pass.OutputGradient, _losses);
        foreach (float pointLoss in _losses.Numbers(0)[..rows.Length]) loss.Add(pointLoss);
        _pass.Backward(isDelta: _fusedLoss, _updates);
    }

    /// <summary>t ← (1 − s)·t + s/classes. Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016.</summary>
    private void SmoothLabels(Matrix targets)
    {
        // Elementwise, and rows are padded to the widest vector: the same at every width.
        var (kept, spread) = (new Vector<float>(1 - _labelSmoothing), new Vector<float>(_labelSmoothing / targets.Rows));
        for (int output = 0; output < targets.Rows; output++)
            foreach (ref var t in MemoryMarshal.Cast<float, Vector<float>>(targets.RowOfVectors(output))) t = t * kept + spread;
    }

    private void Finish(IReadOnlyList<Matrix> sums)
    {
        if (_optimizer is null) Sums = sums;
        else _optimizer.TakeWhole(sums);
    }
}
