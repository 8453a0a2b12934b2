using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = x where x &gt; 0, else α(eˣ − 1); f′ = 1 or αeˣ.</summary>
internal sealed class Elu(float alpha) : ElementwiseActivation<Elu.Formula>(new Formula(alpha))
{
    public override string Name => "elu";

    public override float? Parameter => alpha;

    public override ReferenceActivation Reference => new ReferenceElu(alpha);

    public override Initializer DefaultInitializer => Initializer.HeNormal;

    // αeˣ from x: a + α would cancel for very negative x.
    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula(float alpha) : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, TLanes.Broadcast(alpha) * ElementaryFunctions.ExpMinus1(TLanes.Min(x, TLanes.Zero)));

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), TLanes.Broadcast(1), TLanes.Broadcast(alpha) * ElementaryFunctions.Exp(TLanes.Min(x, TLanes.Zero)));
    }
}
