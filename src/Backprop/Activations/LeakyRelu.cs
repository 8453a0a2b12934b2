using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = x where x &gt; 0, else slope·x; f′ = 1 or slope.</summary>
internal sealed class LeakyRelu(float slope) : ElementwiseActivation<LeakyRelu.Formula>(new Formula(slope))
{
    public override string Name => "leaky-relu";

    public override float? Parameter => slope;

    public override ReferenceActivation Reference => new ReferenceLeakyRelu(slope);

    public override Initializer DefaultInitializer => Initializer.HeNormal;

    // From x rather than from a: with slope 0 the sign of x is lost in a.
    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula(float slope) : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, TLanes.Broadcast(slope) * x);

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), TLanes.Broadcast(1), TLanes.Broadcast(slope));
    }
}
