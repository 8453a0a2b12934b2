using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The sign of a number: −1, 0 or 1; of what is not finite NaN, so that it is noticed.</summary>
internal static class Signs
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Select(TLanes.Equal(x, TLanes.Zero), x, TLanes.CopySign(TLanes.Broadcast(1), x) + (x - x));
}
