using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Sums of squares in a fixed order: sixteen sums in float over every sixteenth number, added in double;
/// so neither vector width nor threads change a bit.
/// </summary>
internal abstract unsafe class SquareSums
{
    /// <summary>The variant for the vector width in use.</summary>
    public static SquareSums Current => field ??= Simd.Width switch
    {
        SimdWidth.Bits512 => new Vectors<Lanes512>(),
        SimdWidth.Bits256 => new Vectors<Lanes256>(),
        SimdWidth.Bits128 => new Vectors<Lanes128>(),
        _ => new Vectors<ScalarLane>(),
    };

    /// <summary>Σ x² over numbers whose count is a multiple of <see cref="Matrix.LaneMultiple"/>.</summary>
    public abstract double Of(float* numbers, int count);

    private sealed class Vectors<TLanes> : SquareSums
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(Compilation.OfHotLoops)]
        public override double Of(float* numbers, int count)
        {
            float* sums = stackalloc float[Matrix.LaneMultiple];
            for (int lane = 0; lane < Matrix.LaneMultiple; lane += TLanes.Count)
            {
                TLanes sum = TLanes.Zero;
                for (int i = lane; i < count; i += Matrix.LaneMultiple)
                {
                    TLanes x = TLanes.Load(numbers + i);
                    sum = TLanes.MultiplyAdd(x, x, sum);
                }
                sum.Store(sums + lane);
            }
            double total = 0;
            for (int lane = 0; lane < Matrix.LaneMultiple; lane++) total += sums[lane];
            return total;
        }
    }
}
