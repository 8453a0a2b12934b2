using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Layer normalization, batch by batch: a data point's features share a lane, so that threads share the columns.
/// Backward ∂L/∂β = Σ_j g and ∂L/∂γ = Σ_j g·x̂ in the order of <see cref="ChunkTree"/>, for which threads share the rows.
/// </summary>
internal sealed class LayerNormalizationPass : LayerPass
{
    // In multiply-adds, of which sixteen go in one instruction: it waits for memory.
    private const int CostOfNumber = 32;

    private readonly LayerNormalization _layer;
    private readonly ThreadTeam _team;
    private readonly Matrix? _normalized, _inverses;
    private readonly Matrix _scaleGradient, _shiftGradient;
    private readonly TeamWork _forward, _backward;
    private LayerNormalizationOperands _operands;
    private Matrix _gradient = null!;
    private BackwardDestinations _destinations;

    public LayerNormalizationPass(LayerNormalization layer, PassOptions options)
    {
        (_layer, _team) = (layer, options.Team);
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: options.ForTraining && !options.IsLast);
        (_scaleGradient, _shiftGradient) = (Matrix.Column(layer.Outputs), Matrix.Column(layer.Outputs));
        Gradients = [_scaleGradient, _shiftGradient];
        (_forward, _backward) = (new ForwardWork(this), new BackwardWork(this));
        if (!options.ForTraining) return;
        (_normalized, _inverses) = (Matrix.OfBatch(layer.Outputs, options.Capacity), new Matrix(1, options.Capacity));
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums => Output.FeatureMajor;

    public override IReadOnlyList<Matrix> Gradients { get; }

    public override void Forward(BatchActivations input)
    {
        Output.Count = input.Count;
        _normalized?.UseColumns(input.Count);
        _operands = new LayerNormalizationOperands(input.FeatureMajor, Output.FeatureMajor, _normalized, _inverses);
        _team.Run(_forward, (long)CostOfNumber * Output.FeatureMajor.Rows * Output.FeatureMajor.PaddedColumns);
        _normalized?.ClearPadding();
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations)
    {
        (_gradient, _destinations) = (gradient, destinations);
        destinations.InputGradient?.UseColumns(input.Count);
        _team.Run(_backward, (long)CostOfNumber * gradient.Rows * gradient.PaddedColumns);
        // A padding column may have no finite deviation, which times 0 is no 0.
        destinations.InputGradient?.ClearPadding();
    }

    private sealed class ForwardWork(LayerNormalizationPass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var output = pass.Output.FeatureMajor;
            var block = Block.ShareColumns(output.Rows, output.PaddedColumns, part);
            LayerNormalizationKernel.Current.Forward(pass._operands, pass._layer, block.FirstColumn, block.EndColumn);
            if (pass.Output.DataMajor is { } dataMajor) Transpose.Current.Copy(output, dataMajor, block);
        }
    }

    private sealed class BackwardWork(LayerNormalizationPass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (gradient, destinations) = (pass._gradient, pass._destinations);
            var (first, end) = Block.Share(gradient.Rows, part);
            if (first < end)
            {
                PointSums.Current.Sum(gradient, first, end, pass._shiftGradient);
                PointSums.Current.SumProducts(gradient, pass._normalized!, first, end, pass._scaleGradient);
            }
            if (destinations.InputGradient is not { } inputGradient) return;
            var block = Block.ShareColumns(gradient.Rows, gradient.PaddedColumns, part);
            if (block.Columns == 0) return;
            LayerNormalizationKernel.Current.Backward(gradient, pass._operands, pass._layer, inputGradient, block.FirstColumn, block.EndColumn);
            destinations.InputGradientToDelta?.Apply(inputGradient.Tile(block));
        }
    }
}
