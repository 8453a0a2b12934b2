using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a = tanh x; f′ = 1 − a².</summary>
internal sealed class Tanh() : ElementwiseActivation<Tanh.Formula>(default)
{
    public override string Name => "tanh";

    public override ReferenceActivation Reference => new ReferenceTanh();

    internal readonly struct Formula : IActivationFormula
    {
        public TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Tanh(x);

        // (1 − a)(1 + a): the difference is exact near saturation, where 1 − a² would lose its last bits.
        public TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes> =>
            (TLanes.Broadcast(1) - a) * (TLanes.Broadcast(1) + a);
    }
}
