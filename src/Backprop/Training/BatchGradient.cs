using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Forward, loss and backward for one batch: its mean loss, and the gradient of every parameter, summed over its data points.
/// A batch larger than a piece passes through memory piece by piece.
/// </summary>
internal sealed class BatchGradient
{
    private readonly int _pieceSize;
    private readonly NetworkPass _pass;
    private readonly PointLoader _loader;
    private readonly LossKernel _loss;
    private readonly bool _fused;
    private readonly Matrix _losses;
    private readonly GradientTree? _tree;

    public BatchGradient(Network network, Loss loss, Dataset data, int batchSize, ThreadTeam team)
    {
        _pieceSize = PieceSize.For(network);
        int largest = Math.Min(batchSize, data.Count), capacity = Math.Min(largest, _pieceSize);
        _pass = new NetworkPass(network, capacity, forTraining: true, team);
        _loader = new PointLoader(data, _pass);
        _fused = network.Layers[^1].Activation is { } activation && loss.IsFusedWith(activation);
        _loss = loss.CreateKernel(_fused);
        _losses = new Matrix(1, capacity);
        if (largest > _pieceSize) _tree = new GradientTree(_pass.Gradients);
    }

    /// <summary>The gradients of the last batch, in the order of the network's parameters: sums over its data points.</summary>
    public IReadOnlyList<Matrix> Sums { get; private set; } = [];

    /// <summary>Computes <see cref="Sums"/> and returns the batch's mean loss.</summary>
    public double Compute(ReadOnlySpan<int> rows)
    {
        var loss = new ChunkSum();
        bool inPieces = rows.Length > _pieceSize;
        if (inPieces) _tree!.Start();
        for (int first = 0; first < rows.Length; first += _pieceSize)
        {
            AddPiece(rows.Slice(first, Math.Min(_pieceSize, rows.Length - first)), ref loss);
            if (inPieces) _tree!.Add(_pass.Gradients);
        }
        if (inPieces) _tree!.Finish();
        Sums = inPieces ? _tree!.Sums : _pass.Gradients;
        return loss.Total / rows.Length;
    }

    private void AddPiece(ReadOnlySpan<int> rows, ref ChunkSum loss)
    {
        _loader.Load(rows);
        _pass.Forward();
        _loss.Evaluate(_loader.Targets, _pass.WeightedSums, _pass.Outputs, _pass.OutputGradient, _losses);
        foreach (float pointLoss in _losses.Row(0)[..rows.Length]) loss.Add(pointLoss);
        _pass.Backward(isDelta: _fused);
    }
}
