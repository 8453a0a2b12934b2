using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Dense, batch by batch. Forward X = W·A + b, A ← f(X); backward Δ = G ⊙ f′(X); gradient Δ·Aᵀ and Δ·1; to the layer before WᵀΔ.
/// </summary>
internal sealed unsafe class DensePass : LayerPass
{
    /// <summary>Rows that one member of the team computes come in whole tiles of the product.</summary>
    private const int RowGroup = 6;

    private readonly Dense _layer;
    private readonly ThreadTeam _team;
    private readonly ActivationKernel _activation;
    private readonly bool _byRows;
    private readonly Matrix? _weightGradient, _biasGradient, _ones;
    private readonly Matrix[] _gradients = [];
    private readonly ITeamWork _forward, _softForward, _toDelta, _backward;

    // The batch being worked on; set by the caller before the team runs, and left set, since nothing is owned through them.
    private BatchActivations _input = null!;
    private Matrix _delta = null!;
    private Matrix? _inputGradient;

    public DensePass(Dense layer, PassOptions options)
    {
        (_layer, _team) = (layer, options.Team);
        _activation = layer.Activation.CreateKernel();
        _byRows = layer.Activation.IsElementwise;
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: options.ForTraining && !options.IsLast);
        bool keepsWeightedSums = options.IsLast || (options.ForTraining && layer.Activation.NeedsWeightedSum);
        WeightedSums = keepsWeightedSums ? new Matrix(layer.Outputs, options.Capacity) : Output.FeatureMajor;
        (_forward, _softForward, _toDelta, _backward) = (new ForwardWork(this), new LaneForwardWork(this), new DeltaWork(this), new BackwardWork(this));
        if (!options.ForTraining) return;
        _weightGradient = new Matrix(layer.Outputs, layer.Inputs);
        _biasGradient = new Matrix(layer.Outputs, 1);
        _gradients = [_weightGradient, _biasGradient];
        _ones = new Matrix(1, Matrix.LaneMultiple);
        _ones.Everything.Fill(1);
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums { get; }

    public override IReadOnlyList<Matrix> Gradients => _gradients;

    private long MultiplyAdds => (long)_layer.Inputs * _layer.Outputs * Output.FeatureMajor.PaddedColumns;

    public override void Forward(BatchActivations input)
    {
        _input = input;
        Output.Count = input.Count;
        WeightedSums.UseColumns(input.Count);
        _team.Run(_forward, MultiplyAdds);
        if (!_byRows) _team.Run(_softForward, 32L * _layer.Outputs * WeightedSums.PaddedColumns);
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, Matrix? inputGradient)
    {
        (_input, _delta, _inputGradient) = (input, gradient, inputGradient);
        inputGradient?.UseColumns(input.Count);
        if (!isDelta) _team.Run(_toDelta, 16L * _layer.Outputs * gradient.PaddedColumns);
        _team.Run(_backward, MultiplyAdds * (inputGradient is null ? 1 : 2));
    }

    /// <summary>x_i = Σ_k w_ik·a_k + b_i, k ascending from the bias.</summary>
    private ProductOperands ForwardProduct(int first, int end) => new()
    {
        A = _layer.Weights.Start,
        ARowStride = _layer.Weights.Stride,
        AStepStride = 1,
        B = _input.FeatureMajor.Start,
        BStride = _input.FeatureMajor.Stride,
        C = WeightedSums.Start,
        CStride = WeightedSums.Stride,
        Start = _layer.Biases.Start,
        StartStride = _layer.Biases.Stride,
        FirstRow = first,
        EndRow = end,
        Columns = WeightedSums.PaddedColumns,
        Depth = _layer.Inputs,
    };

    /// <summary>∂L_j/∂a_k = Σ_i w_ik·δ_i: the weights read with swapped strides, never transposed.</summary>
    private ProductOperands BackwardProduct(Matrix inputGradient, int first, int end) => new()
    {
        A = _layer.Weights.Start,
        ARowStride = 1,
        AStepStride = _layer.Weights.Stride,
        B = _delta.Start,
        BStride = _delta.Stride,
        C = inputGradient.Start,
        CStride = inputGradient.Stride,
        FirstRow = first,
        EndRow = end,
        Columns = _delta.PaddedColumns,
        Depth = _layer.Outputs,
    };

    /// <summary>Σ_j δ_i·a_k over the data points of the batch.</summary>
    private ProductOperands WeightGradientProduct(int first, int end) => new()
    {
        A = _delta.Start,
        ARowStride = _delta.Stride,
        AStepStride = 1,
        B = _input.DataMajor!.Start,
        BStride = _input.DataMajor.Stride,
        C = _weightGradient!.Start,
        CStride = _weightGradient.Stride,
        FirstRow = first,
        EndRow = end,
        Columns = _weightGradient.PaddedColumns,
        Depth = _input.Count,
    };

    /// <summary>Σ_j δ_i: the weight of an input that is always 1. Every column of the padded row receives the same sum.</summary>
    private ProductOperands BiasGradientProduct(int first, int end)
    {
        var product = WeightGradientProduct(first, end);
        product.B = _ones!.Start;
        product.BStride = 0;
        product.C = _biasGradient!.Start;
        product.CStride = _biasGradient.Stride;
        product.Columns = Matrix.LaneMultiple;
        return product;
    }

    private sealed class ForwardWork(DensePass pass) : ITeamWork
    {
        public void Execute(int member, int members)
        {
            var (first, end) = Block.Share(pass._layer.Outputs, RowGroup, member, members);
            if (first >= end) return;
            MatrixProduct.Current.Multiply(pass.ForwardProduct(first, end));
            var activations = pass.Output.FeatureMajor;
            if (pass._byRows) pass._activation.Forward(pass.WeightedSums, activations, new Block(first, end, 0, activations.PaddedColumns));
            if (pass._byRows && pass.Output.DataMajor is { } dataMajor) Transpose.Rows(activations, dataMajor, first, end, activations.Columns);
        }
    }

    /// <summary>For an activation that mixes rows: each member takes lanes instead.</summary>
    private sealed class LaneForwardWork(DensePass pass) : ITeamWork
    {
        public void Execute(int member, int members)
        {
            var activations = pass.Output.FeatureMajor;
            var (first, end) = Block.Share(activations.PaddedColumns, Matrix.LaneMultiple, member, members);
            if (first >= end) return;
            pass._activation.Forward(pass.WeightedSums, activations, new Block(0, activations.Rows, first, end));
            if (pass.Output.DataMajor is { } dataMajor)
                Transpose.Lanes(activations, dataMajor, first, Math.Min(end, activations.Columns));
        }
    }

    private sealed class DeltaWork(DensePass pass) : ITeamWork
    {
        public void Execute(int member, int members)
        {
            int rows = pass._layer.Outputs, lanes = pass._delta.PaddedColumns;
            var (first, end) = pass._byRows ? Block.Share(rows, RowGroup, member, members) : Block.Share(lanes, Matrix.LaneMultiple, member, members);
            if (first >= end) return;
            var block = pass._byRows ? new Block(first, end, 0, lanes) : new Block(0, rows, first, end);
            pass._activation.Backward(pass.WeightedSums, pass.Output.FeatureMajor, pass._delta, block);
        }
    }

    private sealed class BackwardWork(DensePass pass) : ITeamWork
    {
        public void Execute(int member, int members)
        {
            var (first, end) = Block.Share(pass._layer.Outputs, RowGroup, member, members);
            if (first < end)
            {
                MatrixProduct.Current.MultiplyOverPoints(pass.WeightGradientProduct(first, end));
                MatrixProduct.Current.MultiplyOverPoints(pass.BiasGradientProduct(first, end));
            }
            if (pass._inputGradient is not { } inputGradient) return;
            (first, end) = Block.Share(pass._layer.Inputs, RowGroup, member, members);
            if (first < end) MatrixProduct.Current.Multiply(pass.BackwardProduct(inputGradient, first, end));
        }
    }
}
