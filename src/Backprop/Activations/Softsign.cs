using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = x/(1 + |x|); f′ = 1/(1 + |x|)².</summary>
internal sealed class Softsign() : ElementwiseActivation<Softsign.Formula>(default)
{
    public override string Name => "softsign";

    public override ReferenceActivation Reference => new ReferenceSoftsign();

    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
            x / (TLanes.Broadcast(1) + TLanes.Abs(x));

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>
        {
            TLanes inverse = TLanes.Broadcast(1) / (TLanes.Broadcast(1) + TLanes.Abs(x));
            return inverse * inverse;
        }
    }
}
