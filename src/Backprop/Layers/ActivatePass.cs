using Backprop.Numerics;

namespace Backprop;

/// <summary>Activate, batch by batch. Forward A = f(X); backward, to the layer before, Δ = G ⊙ f′(X).</summary>
internal sealed class ActivatePass : LayerPass
{
    // In multiply-adds, of which sixteen go in one instruction.
    private const int CostOfNumber = 16;

    private readonly ThreadTeam _team;
    private readonly ActivationKernel _activation;
    private readonly bool _byRows;
    private readonly TeamWork _forward, _backward;
    private BatchActivations _input = null!;
    private Matrix _gradient = null!;
    private BackwardDestinations _destinations;
    private bool _isDelta;

    public ActivatePass(Activate layer, PassOptions options)
    {
        (_team, _activation, _byRows) = (options.Team, layer.Activation.CreateKernel(), layer.Activation.IsElementwise);
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: options.ForTraining && !options.IsLast);
        (_forward, _backward) = (new ForwardWork(this), new BackwardWork(this));
        if (_byRows) GradientToDelta = new DeltaTile(this);
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums => _input.FeatureMajor;

    public override IReadOnlyList<Matrix> Gradients => [];

    public override TileWork? GradientToDelta { get; }

    public override void Forward(BatchActivations input)
    {
        _input = input;
        Output.Count = input.Count;
        _team.Run(_forward, (long)CostOfNumber * Output.FeatureMajor.Rows * Output.FeatureMajor.PaddedColumns);
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations)
    {
        (_input, _gradient, _isDelta, _destinations) = (input, gradient, isDelta, destinations);
        destinations.InputGradient?.UseColumns(input.Count);
        _team.Run(_backward, (long)CostOfNumber * gradient.Rows * gradient.PaddedColumns);
    }

    /// <summary>An activation that mixes rows needs all rows of a lane.</summary>
    private Block Share(Matrix matrix, in TeamPart part) => _byRows
        ? Block.Share(matrix.Rows, matrix.PaddedColumns, part)
        : Block.ShareColumns(matrix.Rows, matrix.PaddedColumns, part);

    private sealed class ForwardWork(ActivatePass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var activations = pass.Output.FeatureMajor;
            var block = pass.Share(activations, part);
            pass._activation.Forward(pass.WeightedSums, activations, block);
            if (pass.Output.DataMajor is { } dataMajor) Transpose.Current.Copy(activations, dataMajor, block);
        }
    }

    private sealed class DeltaTile(ActivatePass pass) : TileWork
    {
        public override void Apply(in FinishedTile tile) => pass._activation.Backward(pass.WeightedSums, pass.Output.FeatureMajor, tile);
    }

    private sealed class BackwardWork(ActivatePass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var block = pass.Share(pass._gradient, part);
            if (block.Rows == 0 || block.Columns == 0) return;
            if (!pass._isDelta) pass._activation.Backward(pass.WeightedSums, pass.Output.FeatureMajor, pass._gradient.Tile(block));
            if (pass._destinations.InputGradient is not { } inputGradient) return;
            for (int row = block.FirstRow; row < block.EndRow; row++)
                pass._gradient.RowOfVectors(row)[block.FirstColumn..block.EndColumn].CopyTo(inputGradient.RowOfVectors(row)[block.FirstColumn..]);
            pass._destinations.InputGradientToDelta?.Apply(inputGradient.Tile(block));
        }
    }
}
