using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = x; f′ = 1.</summary>
internal sealed class Identity() : ElementwiseActivation<Identity.Formula>(default)
{
    public override string Name => "identity";

    public override ReferenceActivation Reference => new ReferenceIdentity();

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => x;

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> => TLanes.Broadcast(1);
    }
}
