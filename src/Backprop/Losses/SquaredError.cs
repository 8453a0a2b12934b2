using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>L_j = Σ (t − a)²; ∂L_j/∂a = −2(t − a).</summary>
internal sealed class SquaredError : Loss
{
    public override string Name => "squared-error";

    public override ReferenceLoss Reference => new ReferenceSquaredError();

    internal override LossKernel CreateKernel(bool fused) => TermwiseLoss.CreateKernel(default(Formula));

    internal readonly struct Formula : ILossFormula
    {
        public TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            (target - a) * (target - a);

        public TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Broadcast(-2) * (target - a);

        public float Factor(int outputs) => 1;
    }
}
