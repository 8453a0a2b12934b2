using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = ln(1 + eˣ); f′ = 1/(1 + e⁻ˣ).</summary>
internal sealed class Softplus() : ElementwiseActivation<Softplus.Formula>(default)
{
    public override string Name => "softplus";

    public override ReferenceActivation Reference => new ReferenceSoftplus();

    public override Initializer DefaultInitializer => Initializer.HeNormal;

    internal override bool NeedsWeightedSum => true;

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Softplus(x);

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Sigmoid(x);
    }
}
