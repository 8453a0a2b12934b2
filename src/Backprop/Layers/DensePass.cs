using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Dense, batch by batch. Forward X = W·A + b, A ← f(X); backward Δ = G ⊙ f′(X); gradient Δ·Aᵀ and Δ·1; to the layer before WᵀΔ.
/// </summary>
internal sealed unsafe class DensePass : LayerPass
{
    /// <summary>
    /// Up to so many data points leave at least half of the widest vector empty. Then the forward pass takes narrower vectors, and the way
    /// back has the inputs for lanes, over which the weights lie side by side: the same sums in the same order.
    /// </summary>
    private const int FewPoints = 8;

    private readonly int _inputs, _outputs;
    private readonly Parameter _weights, _biases;
    private readonly ThreadTeam _team;
    private readonly bool _mayPack;
    private readonly ActivationKernel _activation;
    private readonly bool _byTiles;
    private readonly Matrix? _weightGradient, _biasGradient, _inputGradientOfFew;
    private readonly Matrix[] _gradients = [];
    private readonly TeamWork _forward, _toDelta, _backward;
    private readonly TileWork? _activateTile;

    // The batch being worked on; set by the caller before the team runs, and left set, since nothing is owned through them.
    private BatchActivations _input = null!;
    private Matrix _delta = null!;
    private BackwardDestinations _destinations;

    public DensePass(Dense layer, PassOptions options)
    {
        (_inputs, _outputs, _team) = (layer.Inputs, layer.Outputs, options.Team);
        _mayPack = PackedBlocks.IsLarge(Math.Max(_inputs, _outputs), options.Capacity);
        (_weights, _biases) = (layer.Parameters[0], layer.Parameters[1]);
        _activation = layer.Activation.CreateKernel();
        _byTiles = layer.Activation.IsElementwise;
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: options.ForTraining && !options.IsLast);
        bool keepsWeightedSums = options.IsLast || (options.ForTraining && layer.Activation.NeedsWeightedSum);
        WeightedSums = keepsWeightedSums ? Matrix.OfBatch(layer.Outputs, options.Capacity) : Output.FeatureMajor;
        (_forward, _toDelta, _backward) = (new ForwardWork(this), new DeltaWork(this), new BackwardWork(this));
        if (_byTiles) (_activateTile, GradientToDelta) = (new ActivateTile(this), new DeltaTile(this));
        if (!options.ForTraining) return;
        _biasGradient = Matrix.Column(layer.Outputs);
        _inputGradientOfFew = Matrix.OfBatch(FewPoints, layer.Inputs);
        if (!options.StoresGradients) return;
        _weightGradient = new Matrix(layer.Outputs, layer.Inputs);
        _gradients = [_weightGradient, _biasGradient];
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums { get; }

    public override IReadOnlyList<Matrix> Gradients => _gradients;

    public override bool HandsOverGradients => true;

    public override TileWork? GradientToDelta { get; }

    private long MultiplyAdds => (long)_inputs * _outputs * Output.FeatureMajor.PaddedColumns;

    public override void Forward(BatchActivations input)
    {
        _input = input;
        Output.Count = input.Count;
        WeightedSums.UseColumns(input.Count);
        _team.Run(_forward, MultiplyAdds);
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations)
    {
        (_input, _delta, _destinations) = (input, gradient, destinations);
        destinations.InputGradient?.UseColumns(input.Count);
        if (!isDelta) _team.Run(_toDelta, 16L * _outputs * gradient.PaddedColumns);
        _team.Run(_backward, MultiplyAdds * (destinations.InputGradient is null ? 1 : 2));
        destinations.Updates?[1].Apply(_biasGradient!.AsOneRow());
    }

    private float* Scratch(int member) => _mayPack ? _team.Scratch(member) : null;

    /// <summary>x_i = Σ_k w_ik·a_k + b_i, k ascending from the bias.</summary>
    private ProductOperands ForwardProduct(in Block block, float* scratch) => new()
    {
        A = _weights.Value.Start,
        ARowStride = _weights.Value.Stride,
        AStepStride = 1,
        B = _input.FeatureMajor.Start,
        BStride = _input.FeatureMajor.Stride,
        C = WeightedSums.Start,
        CStride = WeightedSums.Stride,
        Start = _biases.Value.Start,
        StartStride = _biases.Value.Stride,
        Block = block,
        Scratch = scratch,
        Depth = _inputs,
    };

    /// <summary>∂L_j/∂a_k = Σ_i w_ik·δ_i: the weights read with swapped strides, never transposed.</summary>
    private ProductOperands BackwardProduct(Matrix inputGradient, in Block block, float* scratch) => new()
    {
        A = _weights.Value.Start,
        ARowStride = 1,
        AStepStride = _weights.Value.Stride,
        B = _delta.Start,
        BStride = _delta.Stride,
        C = inputGradient.Start,
        CStride = inputGradient.Stride,
        Block = block,
        Scratch = scratch,
        Depth = _outputs,
    };

    /// <summary>Σ_j δ_i·a_k over the data points of the batch.</summary>
    private ProductOperands WeightGradientProduct(in Block block, float* scratch) => new()
    {
        A = _delta.Start,
        ARowStride = _delta.Stride,
        AStepStride = 1,
        B = _input.DataMajor!.Start,
        BStride = _input.DataMajor.Stride,
        C = _weightGradient is null ? null : _weightGradient.Start,
        CStride = _weightGradient?.Stride ?? 0,
        Block = block,
        Scratch = scratch,
        Depth = _input.Count,
    };

    /// <summary>∂L_j/∂a_k = Σ_i δ_i·w_ik, data-major, and from there into the other layout; the rows behind the last data point are zeros.</summary>
    private void BackwardOfFew(Matrix inputGradient, in TeamPart part)
    {
        var (weights, few) = (_weights.Value, _inputGradientOfFew!);
        var (first, end) = Block.Share(weights.PaddedColumns, part);
        if (first == end) return;
        MatrixProduct.Current.Multiply(new ProductOperands
        {
            A = _delta.Start,
            ARowStride = 1,
            AStepStride = _delta.Stride,
            B = weights.Start,
            BStride = weights.Stride,
            C = few.Start,
            CStride = few.Stride,
            Block = new Block(0, _delta.Columns, first, end),
            Depth = _outputs,
        });
        for (int point = _delta.Columns; point < FewPoints; point++) new Span<float>(few.RowStart(point) + first, end - first).Clear();
        Transpose.Current.Copy(few, inputGradient, new Block(0, Matrix.LaneMultiple, first, end));
        _destinations.InputGradientToDelta?.Apply(inputGradient.Tile(new Block(first, Math.Min(end, inputGradient.Rows), 0, inputGradient.PaddedColumns)));
    }

    private sealed class ForwardWork(DensePass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var activations = pass.Output.FeatureMajor;
            // An activation that mixes rows needs all rows of a lane.
            var block = pass._byTiles
                ? Block.Share(activations.Rows, activations.PaddedColumns, part)
                : Block.ShareColumns(activations.Rows, activations.PaddedColumns, part);
            float* scratch = pass.Scratch(part.Member);
            bool areFew = pass._input.Count <= FewPoints;
            if (areFew) MatrixProduct.OfEightColumns.Multiply(pass.ForwardProduct(block with { EndColumn = FewPoints }, scratch));
            else MatrixProduct.Current.Multiply(pass.ForwardProduct(block, scratch), pass._activateTile);
            if (areFew || !pass._byTiles) pass._activation.Forward(pass.WeightedSums, activations, block);
            if (pass.Output.DataMajor is { } dataMajor) Transpose.Current.Copy(activations, dataMajor, block);
        }
    }

    private sealed class ActivateTile(DensePass pass) : TileWork
    {
        public override TileMemory Memory(in Block block) => pass.WeightedSums == pass.Output.FeatureMajor
            ? default
            : new() { First = pass.Output.FeatureMajor.Corner(block), Stride = pass.Output.FeatureMajor.Stride };

        public override void Apply(in FinishedTile tile) => pass._activation.Forward(pass.WeightedSums, pass.Output.FeatureMajor, tile.Block);
    }

    private sealed class DeltaTile(DensePass pass) : TileWork
    {
        public override TileMemory Memory(in Block block) => new()
        {
            First = pass.Output.FeatureMajor.Corner(block),
            Second = pass.WeightedSums != pass.Output.FeatureMajor ? pass.WeightedSums.Corner(block) : null,
            Stride = pass.Output.FeatureMajor.Stride,
        };

        public override void Apply(in FinishedTile tile) => pass._activation.Backward(pass.WeightedSums, pass.Output.FeatureMajor, tile);
    }

    /// <summary>For deltas that no layer behind has computed: those of an activation that mixes rows, or of a loss that is not fused.</summary>
    private sealed class DeltaWork(DensePass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var block = Block.ShareColumns(pass._delta.Rows, pass._delta.PaddedColumns, part);
            pass._activation.Backward(pass.WeightedSums, pass.Output.FeatureMajor, pass._delta.Tile(block));
        }
    }

    private sealed class BackwardWork(DensePass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (weights, delta, destinations) = (pass._weights.Value, pass._delta, pass._destinations);
            float* scratch = pass.Scratch(part.Member);
            var block = Block.Share(weights.Rows, weights.PaddedColumns, part);
            MatrixProduct.Current.MultiplyOverPoints(pass.WeightGradientProduct(block, scratch), destinations.Updates?[0]);
            var (first, end) = Block.Share(delta.Rows, part);
            PointSums.Current.Sum(delta, first, end, pass._biasGradient!);
            if (destinations.InputGradient is not { } inputGradient) return;
            if (delta.Columns <= FewPoints)
            {
                pass.BackwardOfFew(inputGradient, part);
                return;
            }
            block = Block.Share(inputGradient.Rows, delta.PaddedColumns, part);
            MatrixProduct.Current.Multiply(pass.BackwardProduct(inputGradient, block, scratch), destinations.InputGradientToDelta);
        }
    }
}
