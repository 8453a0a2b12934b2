using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The formula of an elementwise activation, for any number of lanes.</summary>
internal interface IActivationFormula
{
    /// <summary>f(x).</summary>
    TLanes Value<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>;

    /// <summary>f′(x); x is given only where the activation says that it needs it.</summary>
    TLanes Derivative<TLanes>(TLanes x, TLanes a) where TLanes : struct, ILanes<TLanes>;
}

/// <summary>An activation whose a_i depends on x_i alone, given by its formula.</summary>
internal abstract class ElementwiseActivation<TFormula>(TFormula formula) : Activation
    where TFormula : struct, IActivationFormula
{
    internal sealed override ActivationKernel CreateKernel() => Simd.Width switch
    {
        SimdWidth.Bits512 => new ElementwiseKernel<TFormula, Lanes512>(formula),
        SimdWidth.Bits256 => new ElementwiseKernel<TFormula, Lanes256>(formula),
        SimdWidth.Bits128 => new ElementwiseKernel<TFormula, Lanes128>(formula),
        _ => new ElementwiseKernel<TFormula, ScalarLane>(formula),
    };
}

/// <summary>
/// One formula driven over a block, one vector of lanes at a time. Never inlined: the just-in-time compiler has a budget for
/// each method that it compiles, and a formula within a caller's would be left as calls, one for each operation.
/// </summary>
internal sealed unsafe class ElementwiseKernel<TFormula, TLanes>(TFormula formula) : ActivationKernel
    where TFormula : struct, IActivationFormula
    where TLanes : struct, ILanes<TLanes>
{
    [MethodImpl(Compilation.OfHotLoops)]
    public override void Forward(Matrix weightedSums, Matrix activations, in Block block)
    {
        float* x = weightedSums.Corner(block), a = activations.Corner(block);
        nint columns = block.Columns;
        for (int rows = block.Rows; rows > 0; rows--, x += weightedSums.Stride, a += activations.Stride)
        {
            for (nint lane = 0; lane < columns; lane += TLanes.Count) formula.Value(TLanes.Load(x + lane)).Store(a + lane);
        }
    }

    [MethodImpl(Compilation.OfHotLoops)]
    public override void Backward(Matrix weightedSums, Matrix activations, in FinishedTile gradient)
    {
        float* x = weightedSums.Corner(gradient.Block), a = activations.Corner(gradient.Block), g = gradient.Values;
        nint columns = gradient.Block.Columns;
        for (int rows = gradient.Block.Rows; rows > 0; rows--, x += weightedSums.Stride, a += activations.Stride, g += gradient.Stride)
        {
            for (nint lane = 0; lane < columns; lane += TLanes.Count)
                (TLanes.Load(g + lane) * formula.Derivative(TLanes.Load(x + lane), TLanes.Load(a + lane))).Store(g + lane);
        }
    }
}
