using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = x·Φ(x) with Φ(x) = ½(1 + erf(x/√2)); f′ = Φ(x) + x·φ(x), φ the normal density.</summary>
internal sealed class Gelu() : ElementwiseActivation<Gelu.Formula>(default)
{
    public override string Name => "gelu";

    public override ReferenceActivation Reference => new ReferenceGelu();

    public override Initializer DefaultInitializer => Initializer.HeNormal;

    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => x * ElementaryFunctions.NormalCumulative(x);

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>
        {
            TLanes cumulative = ElementaryFunctions.NormalCumulative(x, out TLanes density);
            return TLanes.MultiplyAdd(x, density, cumulative);
        }
    }
}
