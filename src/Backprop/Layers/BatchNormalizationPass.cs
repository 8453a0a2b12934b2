using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Batch normalization, batch by batch. Forward X̂ = (X − μ)/√(σ² + ε), Y = γ ⊙ X̂ + β; backward, with G = ∂L_j/∂y and N data points,
/// ∂L/∂β = Σ_j g, ∂L/∂γ = Σ_j g·x̂, and to the layer before γ/√(σ² + ε)·(g − 1/N·Σ g − x̂·1/N·Σ g·x̂), since every data point moves μ and σ².
/// Sums over data points have the order of <see cref="ChunkTree"/>; the rest is one lane a data point.
/// </summary>
internal sealed unsafe class BatchNormalizationPass : LayerPass
{
    // In multiply-adds, of which sixteen go in one instruction: it waits for memory.
    private const int CostOfNumber = 32;

    private readonly BatchNormalization _layer;
    private readonly ThreadTeam _team;
    private readonly Matrix? _normalized;
    private readonly Matrix _means, _variances, _inverses, _scaleGradient, _shiftGradient;
    private readonly TeamWork _forward, _backward;
    private BatchActivations _input = null!;
    private Matrix _gradient = null!;
    private BackwardDestinations _destinations;

    public BatchNormalizationPass(BatchNormalization layer, PassOptions options)
    {
        (_layer, _team) = (layer, options.Team);
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: options.ForTraining && !options.IsLast);
        (_means, _variances, _inverses) = (Column(), Column(), Column());
        (_scaleGradient, _shiftGradient) = (Column(), Column());
        Gradients = [_scaleGradient, _shiftGradient];
        _forward = options.ForTraining ? new TrainingForwardWork(this) : new PredictionForwardWork(this);
        _backward = new BackwardWork(this);
        if (options.ForTraining) _normalized = Matrix.OfBatch(layer.Outputs, options.Capacity);

        Matrix Column() => Matrix.Column(layer.Outputs);
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums => Output.FeatureMajor;

    public override IReadOnlyList<Matrix> Gradients { get; }

    /// <summary>Whether the batch is normalized by its own statistics: a single data point has none.</summary>
    private bool HasStatistics => _input.Count > 1;

    public override void Forward(BatchActivations input)
    {
        _input = input;
        Output.Count = input.Count;
        _normalized?.UseColumns(input.Count);
        _team.Run(_forward, (long)CostOfNumber * Output.FeatureMajor.Rows * Output.FeatureMajor.PaddedColumns);
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations)
    {
        (_gradient, _destinations) = (gradient, destinations);
        destinations.InputGradient?.UseColumns(input.Count);
        _team.Run(_backward, (long)CostOfNumber * gradient.Rows * gradient.PaddedColumns);
    }

    public override void TakeStatistics(float? share)
    {
        if (!HasStatistics) return;
        float part = share ?? _layer.Momentum, unbiased = _input.Count / (_input.Count - 1f);
        Span<float> mean = _layer.RunningMean.Everything, variance = _layer.RunningVariance.Everything;
        for (int i = 0; i < _layer.Outputs; i++)
        {
            mean[i] = Moved(mean[i], _means.Everything[i], part);
            variance[i] = Moved(variance[i], _variances.Everything[i] * unbiased, part);
        }
        for (int buffer = 0; buffer < _layer.Buffers.Count; buffer++) _layer.Buffers[buffer].NoteChange();
    }

    /// <summary>Nothing stays of what was there before where the batch is all.</summary>
    private static float Moved(float from, float to, float part) => part == 1 ? to : from + part * (to - from);

    private FeatureNumbers Numbers(int row, float mean) => new(mean, _inverses.Start[row], _layer.Scale.Start[row], _layer.Shift.Start[row]);

    /// <summary>What normalizes each feature where it is the running statistics.</summary>
    private void UseRunning(int first, int end)
    {
        for (int row = first; row < end; row++)
            _inverses.Start[row] = BatchNormalizationKernel.Inverse(_layer.RunningVariance.Start[row], _layer.Epsilon);
    }

    /// <summary>Mean and variance of each feature over the batch; the features are left centered, their padding 0.</summary>
    private void Measure(Matrix features, int first, int end)
    {
        int points = features.Columns;
        ClearPadding(features, first, end);
        PointSums.Current.Sum(features, first, end, _means);
        for (int row = first; row < end; row++)
        {
            _means.Start[row] /= points;
            BatchNormalizationKernel.Current.Center(features.RowStart(row), features.PaddedColumns, _means.Start[row]);
        }
        ClearPadding(features, first, end);
        PointSums.Current.SumProducts(features, features, first, end, _variances);
        for (int row = first; row < end; row++)
        {
            float variance = _variances.Start[row] /= points;
            // What is no finite number must not become a harmless 0 here: as the running variance it would outlive the step.
            _inverses.Start[row] = BatchNormalizationKernel.Inverse(variance, _layer.Epsilon) + 0 * (2 * variance);
        }
    }

    private static void ClearPadding(Matrix matrix, int first, int end)
    {
        for (int row = first; row < end; row++) matrix.RowOfVectors(row)[matrix.Columns..].Clear();
    }

    private sealed class PredictionForwardWork(BatchNormalizationPass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (input, output) = (pass._input.FeatureMajor, pass.Output.FeatureMajor);
            var (first, end) = Block.Share(output.Rows, part);
            pass.UseRunning(first, end);
            for (int row = first; row < end; row++)
                BatchNormalizationKernel.Current.Forward(
                    input.RowStart(row), null, output.RowStart(row), output.PaddedColumns, pass.Numbers(row, pass._layer.RunningMean.Start[row]));
        }
    }

    private sealed class TrainingForwardWork(BatchNormalizationPass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (first, end) = Block.Share(pass.Output.FeatureMajor.Rows, part);
            // As many rows at a time as a vector of sums has, so that they stay in cache.
            for (int row = first; row < end; row += Matrix.LaneMultiple) Normalize(row, Math.Min(row + Matrix.LaneMultiple, end));
            if (first < end && pass.Output.DataMajor is { } dataMajor)
                Transpose.Current.Copy(pass.Output.FeatureMajor, dataMajor, new Block(first, end, 0, pass.Output.FeatureMajor.PaddedColumns));
        }

        private void Normalize(int first, int end)
        {
            var (input, normalized, output) = (pass._input.FeatureMajor, pass._normalized!, pass.Output.FeatureMajor);
            for (int row = first; row < end; row++) input.RowOfVectors(row).CopyTo(normalized.RowOfVectors(row));
            if (pass.HasStatistics) pass.Measure(normalized, first, end);
            else pass.UseRunning(first, end);
            for (int row = first; row < end; row++)
            {
                float* x = normalized.RowStart(row);
                float mean = pass.HasStatistics ? 0 : pass._layer.RunningMean.Start[row];
                BatchNormalizationKernel.Current.Forward(x, x, output.RowStart(row), output.PaddedColumns, pass.Numbers(row, mean));
            }
            ClearPadding(normalized, first, end);
        }
    }

    private sealed class BackwardWork(BatchNormalizationPass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (gradient, normalized, destinations) = (pass._gradient, pass._normalized!, pass._destinations);
            var (first, end) = Block.Share(gradient.Rows, part);
            if (first >= end) return;
            PointSums.Current.Sum(gradient, first, end, pass._shiftGradient);
            PointSums.Current.SumProducts(gradient, normalized, first, end, pass._scaleGradient);
            if (destinations.InputGradient is not { } inputGradient) return;
            // A single data point moves no statistics.
            float points = pass.HasStatistics ? gradient.Columns : float.PositiveInfinity;
            for (int row = first; row < end; row++)
                BatchNormalizationKernel.Current.Backward(
                    gradient.RowStart(row), normalized.RowStart(row), inputGradient.RowStart(row), gradient.PaddedColumns,
                    pass._layer.Scale.Start[row] * pass._inverses.Start[row], pass._shiftGradient.Start[row] / points, pass._scaleGradient.Start[row] / points);
            ClearPadding(inputGradient, first, end);
            destinations.InputGradientToDelta?.Apply(inputGradient.Tile(new Block(first, end, 0, gradient.PaddedColumns)));
        }
    }
}
