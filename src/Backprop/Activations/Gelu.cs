using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = x·Φ(x) with Φ(x) = ½(1 + erf(x/√2)); f′ = Φ(x) + x·φ(x), φ the normal density.</summary>
internal sealed class Gelu() : ElementwiseActivation<Gelu.Formula>(default)
{
    private const float RootHalf = 0.70710678f, InverseRootTwoPi = 0.39894228f;

    public override string Name => "gelu";

    public override ReferenceActivation Reference => new ReferenceGelu();

    public override Initializer DefaultInitializer => Initializer.HeNormal;

    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => x * Distribution(x);

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>
        {
            // Beyond 1e4 the density is 0 and x² would overflow: 0·∞.
            TLanes near = TLanes.Max(TLanes.Min(x, TLanes.Broadcast(1e4f)), TLanes.Broadcast(-1e4f));
            TLanes density = TLanes.Broadcast(InverseRootTwoPi) * ElementaryFunctions.Exp(TLanes.Broadcast(-0.5f) * near * near);
            return TLanes.MultiplyAdd(near, density, Distribution(x));
        }

        private static TLanes Distribution<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Broadcast(0.5f) * (TLanes.Broadcast(1) + ElementaryFunctions.Erf(TLanes.Broadcast(RootHalf) * x));
    }
}
