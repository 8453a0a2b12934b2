using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// A loss's loop over the lanes of a batch. Matrices are <c>[outputs, batch]</c>.
/// Sums over outputs ascend, lane by lane.
/// </summary>
internal abstract class LossKernel
{
    /// <summary>
    /// Writes L_j of every lane into row 0 of <paramref name="losses"/>, and into <paramref name="gradient"/> ∂L_j/∂a,
    /// or, where loss and activation are fused, δ = ∂L_j/∂x.
    /// </summary>
    public abstract void Evaluate(Matrix targets, Matrix weightedSums, Matrix activations, Matrix gradient, Matrix losses);
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
    [MethodImpl(MethodImplOptions.NoInlining)]
    public override void Evaluate(Matrix targets, Matrix weightedSums, Matrix activations, Matrix gradient, Matrix losses)
    {
        int outputs = activations.Rows;
        TLanes factor = TLanes.Broadcast(formula.Factor(outputs));
        for (int lane = 0; lane < activations.PaddedColumns; lane += TLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            for (int output = 0; output < outputs; output++)
            {
                TLanes target = TLanes.Load(targets.RowStart(output) + lane);
                TLanes x = TLanes.Load(weightedSums.RowStart(output) + lane), a = TLanes.Load(activations.RowStart(output) + lane);
                sum += formula.Term(target, x, a);
                (factor * formula.Gradient(target, x, a)).Store(gradient.RowStart(output) + lane);
            }
            (factor * sum).Store(losses.Start + lane);
        }
    }
}
