using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = max(0, x); f′ = 1 where x &gt; 0, else 0.</summary>
internal sealed class Relu() : ElementwiseActivation<Relu.Formula>(default)
{
    public override string Name => "relu";

    public override ReferenceActivation Reference => new ReferenceRelu();

    public override Initializer DefaultInitializer => Initializer.HeNormal;

    internal readonly struct Formula : IActivationFormula
    {
        // Written so that NaN stays NaN: a network that diverges must not look healthy.
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Select(TLanes.LessThan(x, TLanes.Zero), TLanes.Zero, x);

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.And(TLanes.GreaterThan(a, TLanes.Zero), TLanes.Broadcast(1));
    }
}
