using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>L_j = ½·Σ (t − a)²; ∂L_j/∂a = −(t − a).</summary>
internal sealed class HalfSquaredError : Loss
{
    public override string Name => "half-squared-error";

    public override ReferenceLoss Reference => new ReferenceHalfSquaredError();

    internal override LossKernel CreateKernel(bool fused) => TermwiseLoss.CreateKernel(default(Formula));

    internal readonly struct Formula : ILossFormula
    {
        public TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Broadcast(0.5f) * (target - a) * (target - a);

        public TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> => a - target;

        public float Factor(int outputs) => 1;
    }
}
