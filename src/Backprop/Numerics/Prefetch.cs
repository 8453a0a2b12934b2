using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Asks for memory to be brought nearer, without waiting for it; changes nothing but the time that a later read takes.</summary>
internal static unsafe class Prefetch
{
    private const int LineFloats = 16;

    /// <summary>The line that a number stands in, into the first cache; the address may be anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(float* value)
    {
        if (Sse.IsSupported) Sse.Prefetch0(value);
    }

    /// <summary>A stretch of numbers, into the second cache.</summary>
    [MethodImpl(Compilation.OfHotLoops)]
    public static void IntoSecondCache(ReadOnlySpan<float> values)
    {
        if (!Sse.IsSupported) return;
        ref float start = ref MemoryMarshal.GetReference(values);
        // The address may be out of date at once, if the array moves: then the wrong line is fetched, and nothing else happens.
        for (int i = 0; i < values.Length; i += LineFloats) Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref start, i)));
    }

    /// <summary>Copies numbers, and asks for others line by line meanwhile.</summary>
    [MethodImpl(Compilation.OfHotLoops)]
    public static void CopyAndFetch(ReadOnlySpan<float> from, Span<float> to, ReadOnlySpan<float> later)
    {
        ref float source = ref MemoryMarshal.GetReference(from), target = ref MemoryMarshal.GetReference(to), next = ref MemoryMarshal.GetReference(later);
        int copied = 0, whole = Math.Min(from.Length, to.Length) - LineFloats;
        for (; copied <= whole; copied += LineFloats)
        {
            if (copied < later.Length && Sse.IsSupported) Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref next, copied)));
            Vector256.LoadUnsafe(ref source, (nuint)copied).StoreUnsafe(ref target, (nuint)copied);
            Vector256.LoadUnsafe(ref source, (nuint)copied + 8).StoreUnsafe(ref target, (nuint)copied + 8);
        }
        if (copied < later.Length && Sse.IsSupported) Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref next, later.Length - 1)));
        from[copied..].CopyTo(to[copied..]);
    }
}
