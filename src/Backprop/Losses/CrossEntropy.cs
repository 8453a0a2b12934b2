using System.Runtime.CompilerServices;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// L_j = −Σ t·ln a; ∂L_j/∂a = −t/a.
/// Fused with softmax: ln a_i = x_i − max x − ln Σ e^{x_k − max x}, and δ_i = a_i·Σt − t_i.
/// </summary>
internal sealed class CrossEntropy : Loss
{
    public override string Name => "cross-entropy";

    public override ReferenceLoss Reference => new ReferenceCrossEntropy();

    internal override bool NeedsProbabilities => true;

    internal override bool IsFusedWith(Activation activation) => activation is Softmax;

    internal override LossKernel CreateKernel(bool fused)
    {
        if (!fused) return TermwiseLoss.CreateKernel(default(GeneralFormula));
        return Simd.Width switch
        {
            SimdWidth.Bits512 => new FusedKernel<Lanes512>(),
            SimdWidth.Bits256 => new FusedKernel<Lanes256>(),
            SimdWidth.Bits128 => new FusedKernel<Lanes128>(),
            _ => new FusedKernel<ScalarLane>(),
        };
    }

    /// <summary>An activation of exactly 0 is taken as the least normal float, so that no logarithm is infinite.</summary>
    internal readonly struct GeneralFormula : ILossFormula
    {
        private const float Least = 1.1754944e-38f;

        public TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            -(target * ElementaryFunctions.Log(TLanes.Max(TLanes.Broadcast(Least), a)));

        public TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            -(target / TLanes.Max(TLanes.Broadcast(Least), a));

        public float Factor(int outputs) => 1;
    }

    private sealed unsafe class FusedKernel<TLanes> : LossKernel
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(Compilation.OfHotLoops)]
        protected override void Evaluate(in LossOperands o, int first, int end)
        {
            var (targets, weightedSums, activations, gradient, losses) = o;
            int outputs = activations.Rows;
            for (int lane = first; lane < end; lane += TLanes.Count)
            {
                TLanes maximum = TLanes.Load(weightedSums.Start + lane), sum = TLanes.Zero, targetSum = TLanes.Zero, loss = TLanes.Zero;
                for (int output = 1; output < outputs; output++)
                    maximum = TLanes.Max(TLanes.Load(weightedSums.RowStart(output) + lane), maximum);
                for (int output = 0; output < outputs; output++)
                {
                    TLanes below = TLanes.Load(weightedSums.RowStart(output) + lane) - maximum;
                    TLanes target = TLanes.Load(targets.RowStart(output) + lane);
                    sum += ElementaryFunctions.Exp(below);
                    targetSum += target;
                    loss -= target * below;
                }
                TLanes.MultiplyAdd(targetSum, ElementaryFunctions.Log(sum), loss).Store(losses.Start + lane);
                for (int output = 0; output < outputs; output++)
                {
                    TLanes target = TLanes.Load(targets.RowStart(output) + lane), a = TLanes.Load(activations.RowStart(output) + lane);
                    (a * targetSum - target).Store(gradient.RowStart(output) + lane);
                }
            }
        }
    }
}
