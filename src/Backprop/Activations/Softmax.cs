using System.Runtime.CompilerServices;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>a_i = e^{x_i}/Σ_k e^{x_k}, from x − max x so that nothing overflows; δ_i = a_i(g_i − Σ_k g_k·a_k) with g = ∂L/∂a.</summary>
internal sealed class Softmax : Activation
{
    public override string Name => "softmax";

    public override bool GivesProbabilities => true;

    public override ReferenceActivation Reference => new ReferenceSoftmax();

    internal override bool IsElementwise => false;

    internal override ActivationKernel CreateKernel() => Simd.Width switch
    {
        SimdWidth.Bits512 => new Kernel<Lanes512>(),
        SimdWidth.Bits256 => new Kernel<Lanes256>(),
        SimdWidth.Bits128 => new Kernel<Lanes128>(),
        _ => new Kernel<ScalarLane>(),
    };

    /// <summary>Maximum and sums run over the rows, lane by lane: no lane ever meets its neighbour.</summary>
    private sealed unsafe class Kernel<TLanes> : ActivationKernel
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(Compilation.OfHotLoops)]
        public override void Forward(Matrix weightedSums, Matrix activations, in Block block)
        {
            for (int lane = block.FirstColumn; lane < block.EndColumn; lane += TLanes.Count)
            {
                TLanes maximum = TLanes.Load(weightedSums.RowStart(block.FirstRow) + lane), sum = TLanes.Zero;
                for (int row = block.FirstRow + 1; row < block.EndRow; row++)
                    maximum = TLanes.Max(TLanes.Load(weightedSums.RowStart(row) + lane), maximum);
                for (int row = block.FirstRow; row < block.EndRow; row++)
                {
                    TLanes exponential = ElementaryFunctions.Exp(TLanes.Load(weightedSums.RowStart(row) + lane) - maximum);
                    sum += exponential;
                    exponential.Store(activations.RowStart(row) + lane);
                }
                for (int row = block.FirstRow; row < block.EndRow; row++)
                    (TLanes.Load(activations.RowStart(row) + lane) / sum).Store(activations.RowStart(row) + lane);
            }
        }

        [MethodImpl(Compilation.OfHotLoops)]
        public override void Backward(Matrix weightedSums, Matrix activations, in FinishedTile gradient)
        {
            int rows = gradient.Block.Rows, columns = gradient.Block.Columns;
            for (int lane = 0; lane < columns; lane += TLanes.Count)
            {
                float* a = activations.RowStart(gradient.Block.FirstRow) + gradient.Block.FirstColumn + lane, g = gradient.Values + lane;
                TLanes sum = TLanes.Zero;
                for (int row = 0; row < rows; row++)
                    sum = TLanes.MultiplyAdd(TLanes.Load(g + row * gradient.Stride), TLanes.Load(a + row * (nint)activations.Stride), sum);
                for (int row = 0; row < rows; row++)
                {
                    float* target = g + row * gradient.Stride;
                    (TLanes.Load(a + row * (nint)activations.Stride) * (TLanes.Load(target) - sum)).Store(target);
                }
            }
        }
    }
}
