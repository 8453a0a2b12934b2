using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = 1/(1 + e⁻ˣ); f′ = a(1 − a).</summary>
internal sealed class Sigmoid() : ElementwiseActivation<Sigmoid.Formula>(default)
{
    public override string Name => "sigmoid";

    public override bool GivesProbabilities => true;

    public override ReferenceActivation Reference => new ReferenceSigmoid();

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Sigmoid(x);

        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            a * (TLanes.Broadcast(1) - a);
    }
}
