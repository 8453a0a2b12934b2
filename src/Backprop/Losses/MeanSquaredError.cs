using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>L_j = (1/outputs)·Σ (t − a)²; ∂L_j/∂a = −(2/outputs)(t − a).</summary>
internal sealed class MeanSquaredError : Loss
{
    public override string Name => "mean-squared-error";

    public override ReferenceLoss Reference => new ReferenceMeanSquaredError();

    internal override LossKernel CreateKernel(bool fused) => TermwiseLoss.CreateKernel(default(Formula));

    internal readonly struct Formula : ILossFormula
    {
        public TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            (target - a) * (target - a);

        public TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Broadcast(-2) * (target - a);

        public float Factor(int outputs) => 1f / outputs;
    }
}
