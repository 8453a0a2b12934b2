using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>L_j = (1/(2·outputs))·Σ (t − a)²; ∂L_j/∂a = −(t − a)/outputs.</summary>
internal sealed class HalfMeanSquaredError : Loss
{
    public override string Name => "half-mean-squared-error";

    public override ReferenceLoss Reference => new ReferenceHalfMeanSquaredError();

    internal override LossKernel CreateKernel(bool fused) => TermwiseLoss.CreateKernel(default(Formula));

    internal readonly struct Formula : ILossFormula
    {
        public TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Broadcast(0.5f) * (target - a) * (target - a);

        public TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> => a - target;

        public float Factor(int outputs) => 1f / outputs;
    }
}
