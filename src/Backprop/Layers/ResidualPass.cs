using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Residual, batch by batch. Forward Y = X + F(X); backward, to the layer before, G + what F hands back, added tile by tile as F computes it.
/// Additions lane by lane are the same at every width.
/// </summary>
internal sealed class ResidualPass : LayerPass
{
    // In multiply-adds, of which sixteen go in one instruction: it waits for memory.
    private const int CostOfNumber = 16;

    private readonly LayerChain _chain;
    private readonly ThreadTeam _team;
    private readonly TeamWork _add, _copy;
    private readonly AddTile _addTile;
    private BatchActivations _input = null!;
    private Matrix _gradient = null!;
    private TileWork? _toDelta;

    public ResidualPass(Residual layer, PassOptions options)
    {
        _team = options.Team;
        // What F ends with goes into the sum alone: it needs no data-major copy, as in a network's last layer.
        _chain = new LayerChain(layer.Layers, options with { IsLast = true });
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: options.ForTraining && !options.IsLast);
        (_add, _copy, _addTile) = (new AddWork(this), new CopyWork(this), new AddTile(this));
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums => Output.FeatureMajor;

    public override IReadOnlyList<Matrix> Gradients => _chain.ParameterGradients;

    public override bool HandsOverGradients => true;

    private long Cost => (long)CostOfNumber * Output.FeatureMajor.Rows * Output.FeatureMajor.PaddedColumns;

    public override void KeyBy(BatchPoints points)
    {
        foreach (var pass in _chain.Passes) pass.KeyBy(points);
    }

    public override void TakeStatistics(float? share)
    {
        _chain.TakeStatistics(share);
    }

    public override void Forward(BatchActivations input)
    {
        _input = input;
        _chain.Forward(input);
        Output.Count = input.Count;
        _team.Run(_add, Cost);
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations)
    {
        (_gradient, _toDelta) = (gradient, destinations.InputGradientToDelta);
        _chain.OutputGradient.UseColumns(input.Count);
        // The layers turn their gradients into deltas in place, and this one is needed once more.
        _team.Run(_copy, Cost);
        _chain.Backward(input, isDelta: false, destinations with { InputGradientToDelta = destinations.InputGradient is null ? null : _addTile });
    }

    private static void Add(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> sums)
    {
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(left), b = MemoryMarshal.Cast<float, Vector<float>>(right);
        var to = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (int v = 0; v < to.Length; v++) to[v] = a[v] + b[v];
        // A tile may be narrower than this machine's vectors.
        for (int i = to.Length * Vector<float>.Count; i < sums.Length; i++) sums[i] = left[i] + right[i];
    }

    private sealed class AddWork(ResidualPass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (input, inner, output) = (pass._input.FeatureMajor, pass._chain.Last.Output.FeatureMajor, pass.Output.FeatureMajor);
            var (first, end) = Block.Share(output.Rows, part);
            for (int row = first; row < end; row++) Add(input.RowOfVectors(row), inner.RowOfVectors(row), output.RowOfVectors(row));
            if (first < end && pass.Output.DataMajor is { } dataMajor)
                Transpose.Current.Copy(output, dataMajor, new Block(first, end, 0, output.PaddedColumns));
        }
    }

    private sealed class CopyWork(ResidualPass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (from, to) = (pass._gradient, pass._chain.OutputGradient);
            var (first, end) = Block.Share(from.Rows, part);
            for (int row = first; row < end; row++) from.RowOfVectors(row).CopyTo(to.RowOfVectors(row));
        }
    }

    /// <summary>Adds what goes around F to what comes through it.</summary>
    private sealed unsafe class AddTile(ResidualPass pass) : TileWork
    {
        public override void Apply(in FinishedTile tile)
        {
            var block = tile.Block;
            for (int row = 0; row < block.Rows; row++)
            {
                var through = new Span<float>(tile.Values + row * tile.Stride, block.Columns);
                Add(through, pass._gradient.RowOfVectors(block.FirstRow + row)[block.FirstColumn..block.EndColumn], through);
            }
            pass._toDelta?.Apply(tile);
        }
    }
}
