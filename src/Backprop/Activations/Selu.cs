using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// a = λx where x &gt; 0, else λα(eˣ − 1), with the λ and α that keep mean 0 and variance 1 from layer to layer
/// (Klambauer et al., "Self-normalizing neural networks", 2017).
/// </summary>
internal sealed class Selu() : ElementwiseActivation<Selu.Formula>(default)
{
    private const float Lambda = 1.0507009873554805f, Alpha = 1.6732632423543772f;

    public override string Name => "selu";

    public override ReferenceActivation Reference => new ReferenceSelu();

    public override Initializer DefaultInitializer => Initializer.LecunNormal;

    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Broadcast(Lambda) * TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, TLanes.Broadcast(Alpha) * ElementaryFunctions.ExpMinus1(TLanes.Min(x, TLanes.Zero)));

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            TLanes.Broadcast(Lambda) * TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), TLanes.Broadcast(1), TLanes.Broadcast(Alpha) * ElementaryFunctions.Exp(TLanes.Min(x, TLanes.Zero)));
    }
}
