using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = x·σ(x) with σ(x) = 1/(1 + e⁻ˣ); f′ = σ(x)(1 + x(1 − σ(x))).</summary>
internal sealed class Silu() : ElementwiseActivation<Silu.Formula>(default)
{
    public override string Name => "silu";

    public override ReferenceActivation Reference => new ReferenceSilu();

    public override Initializer DefaultInitializer => Initializer.HeNormal;

    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => x * ElementaryFunctions.Sigmoid(x);

        // 1 − σ(x) = σ(−x), without the cancellation.
        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            ElementaryFunctions.Sigmoid(x) * TLanes.MultiplyAdd(x, ElementaryFunctions.Sigmoid(-x), TLanes.Broadcast(1));
    }
}
