using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>What a loss reads and writes of a batch, each <c>[outputs, batch]</c> but the last.</summary>
/// <param name="Targets">The targets.</param>
/// <param name="WeightedSums">The last layer's weighted sums.</param>
/// <param name="Activations">Its activations.</param>
/// <param name="Gradient">Receives ∂L_j/∂a, or, where loss and activation are fused, δ = ∂L_j/∂x.</param>
/// <param name="Losses">Receives L_j of every lane in row 0.</param>
internal readonly record struct LossOperands(Matrix Targets, Matrix WeightedSums, Matrix Activations, Matrix Gradient, Matrix Losses);

/// <summary>A loss's loop over the lanes of a batch. Sums over outputs ascend, lane by lane. One caller at a time.</summary>
internal abstract class LossKernel : TeamWork
{
    // In multiply-adds, of which sixteen go in one instruction.
    private const long CostOfOutput = 32;

    private LossOperands _operands;

    /// <summary>The losses of a batch and their gradients.</summary>
    public void Evaluate(in LossOperands operands, ThreadTeam team)
    {
        _operands = operands;
        team.Run(this, CostOfOutput * operands.Activations.Rows * operands.Activations.PaddedColumns);
    }

    public override void Execute(in TeamPart part)
    {
        var (first, end) = Block.Share(_operands.Activations.PaddedColumns, part);
        if (first < end) Evaluate(_operands, first, end);
    }

    /// <summary>The lanes from first to before end, which are multiples of <see cref="Matrix.LaneMultiple"/>.</summary>
    protected abstract void Evaluate(in LossOperands o, int first, int end);
}

/// <summary>The loss of one output, for losses that are a sum of one term an output.</summary>
internal interface ILossFormula
{
    /// <summary>The term of one output; x is its weighted sum, a its activation.</summary>
    TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>;

    /// <summary>∂term/∂a, or ∂term/∂x where loss and activation are fused.</summary>
    TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>;

    /// <summary>What the sum of the terms is multiplied with.</summary>
    float Factor(int outputs);
}

/// <summary>A loss that is a sum of one term an output, driven over a batch.</summary>
internal static class TermwiseLoss
{
    public static LossKernel CreateKernel<TFormula>(TFormula formula) where TFormula : struct, ILossFormula => Simd.Width switch
    {
        SimdWidth.Bits512 => new TermwiseKernel<TFormula, Lanes512>(formula),
        SimdWidth.Bits256 => new TermwiseKernel<TFormula, Lanes256>(formula),
        SimdWidth.Bits128 => new TermwiseKernel<TFormula, Lanes128>(formula),
        _ => new TermwiseKernel<TFormula, ScalarLane>(formula),
    };
}

internal sealed unsafe class TermwiseKernel<TFormula, TLanes>(TFormula formula) : LossKernel
    where TFormula : struct, ILossFormula
    where TLanes : struct, ILanes<TLanes>
{
    // Row by row, as memory has them; each lane's sum waits among the losses.
    [MethodImpl(Compilation.OfHotLoops)]
    protected override void Evaluate(in LossOperands o, int first, int end)
    {
        int outputs = o.Activations.Rows;
        TLanes factor = TLanes.Broadcast(formula.Factor(outputs));
        float* sums = o.Losses.Start;
        for (int lane = first; lane < end; lane += TLanes.Count) TLanes.Zero.Store(sums + lane);
        for (int output = 0; output < outputs; output++)
        {
            float* targets = o.Targets.RowStart(output), weightedSums = o.WeightedSums.RowStart(output), activations = o.Activations.RowStart(output);
            float* gradient = o.Gradient.RowStart(output);
            for (int lane = first; lane < end; lane += TLanes.Count)
            {
                TLanes target = TLanes.Load(targets + lane), x = TLanes.Load(weightedSums + lane), a = TLanes.Load(activations + lane);
                (TLanes.Load(sums + lane) + formula.Term(target, x, a)).Store(sums + lane);
                (factor * formula.Gradient(target, x, a)).Store(gradient + lane);
            }
        }
        for (int lane = first; lane < end; lane += TLanes.Count) (factor * TLanes.Load(sums + lane)).Store(sums + lane);
    }
}
