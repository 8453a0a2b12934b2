using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// L_j = −Σ [t·ln a + (1 − t)·ln(1 − a)]; ∂L_j/∂a = (a − t)/(a(1 − a)).
/// Fused with sigmoid: the term is max(x, 0) − x·t + ln(1 + e^−|x|), and δ = a − t.
/// </summary>
internal sealed class BinaryCrossEntropy : Loss
{
    public override string Name => "binary-cross-entropy";

    public override ReferenceLoss Reference => new ReferenceBinaryCrossEntropy();

    internal override bool NeedsProbabilities => true;

    internal override bool IsFusedWith(Activation activation) => activation is Sigmoid;

    internal override LossKernel CreateKernel(bool fused) =>
        fused ? TermwiseLoss.CreateKernel(default(FusedFormula)) : TermwiseLoss.CreateKernel(default(GeneralFormula));

    internal readonly struct FusedFormula : ILossFormula
    {
        public TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            ElementaryFunctions.Softplus(x) - x * target;

        public TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> => a - target;

        public float Factor(int outputs) => 1;
    }

    /// <summary>An activation of exactly 0 or 1 is taken as the nearest float inside, so that no logarithm is infinite.</summary>
    internal readonly struct GeneralFormula : ILossFormula
    {
        private const float Least = 1.1754944e-38f, Most = 0.99999994f;

        public TLanes Term<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>
        {
            TLanes one = TLanes.Broadcast(1), inside = Inside(a);
            return -(target * ElementaryFunctions.Log(inside) + (one - target) * ElementaryFunctions.Log1Plus(-inside));
        }

        public TLanes Gradient<TLanes>(TLanes target, TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>
        {
            TLanes one = TLanes.Broadcast(1), inside = Inside(a);
            return (one - target) / (one - inside) - target / inside;
        }

        public float Factor(int outputs) => 1;

        private static TLanes Inside<TLanes>(TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Max(TLanes.Broadcast(Least), TLanes.Min(TLanes.Broadcast(Most), a));
    }
}
