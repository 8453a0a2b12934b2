using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>Stochastic gradient descent: w ← w − η·mean gradient.</summary>
public sealed class Sgd : Optimizer
{
    /// <summary>The learning rate where none is given.</summary>
    public const float DefaultLearningRate = 0.1f;

    /// <summary>The learning rate where none is given and outputs are numbers, not probabilities: the slope of their squared error has no bound, and 0.1 often makes it diverge.</summary>
    public const float DefaultLearningRateForNumbers = 0.01f;

    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.1.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public Sgd(float learningRate = DefaultLearningRate) : base(learningRate) { }

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override ReferenceOptimizer CreateReference() => new ReferenceSgd(LearningRate);

    internal override UpdateKernel CreateKernel() => Simd.Width switch
    {
        SimdWidth.Bits512 => new Kernel<Lanes512>(LearningRate),
        SimdWidth.Bits256 => new Kernel<Lanes256>(LearningRate),
        SimdWidth.Bits128 => new Kernel<Lanes128>(LearningRate),
        _ => new Kernel<ScalarLane>(LearningRate),
    };

    private sealed unsafe class Kernel<TLanes>(float learningRate) : UpdateKernel
        where TLanes : struct, ILanes<TLanes>
    {
        public override bool Update(in UpdateOperands operands, in FinishedTile gradient)
        {
            TLanes rate = TLanes.Broadcast(-learningRate), mean = TLanes.Broadcast(operands.MeanFactor);
            FinishedTile value = operands.Value.Tile(gradient.Block), next = operands.Next.Tile(gradient.Block);
            int rows = gradient.Block.Rows, columns = gradient.Block.Columns;
            float* w = value.Values, to = next.Values, g = gradient.Values;
            // 0·w is 0 for every finite w and NaN for the others: one sum says whether all are finite.
            TLanes zeros = TLanes.Zero;
            for (int row = 0; row < rows; row++, w += value.Stride, to += next.Stride, g += gradient.Stride)
                for (int i = 0; i < columns; i += TLanes.Count)
                {
                    TLanes updated = TLanes.MultiplyAdd(rate, TLanes.Load(g + i) * mean, TLanes.Load(w + i));
                    zeros = TLanes.MultiplyAdd(updated, TLanes.Zero, zeros);
                    updated.Store(to + i);
                }
            return TLanes.AllFinite(zeros);
        }
    }
}
