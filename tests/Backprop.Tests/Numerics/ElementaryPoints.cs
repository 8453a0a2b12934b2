namespace Backprop.Tests.Numerics;

/// <summary>The points that an elementary function is tested at: the same at every run.</summary>
internal static class ElementaryPoints
{
    private const uint BitStride = 4093;            // a prime: 1,049,344 bit patterns with all kinds of significands
    private const int InRange = 1 << 19;            // evenly spaced over the range where the function is not trivial
    private const int NearZero = 1 << 15;           // evenly spaced over [−1/16, 1/16]
    private const int Neighbours = 1 << 11;         // floats on either side of a branch point

    private static readonly float[] Landmarks =
    [
        0, -0f, 1, -1, float.Epsilon, -float.Epsilon, 1.17549435e-38f, -1.17549435e-38f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    public static float[] For(ElementaryFunction function)
    {
        var points = new List<float>(2 << 20);
        for (ulong bits = 0; bits <= uint.MaxValue; bits += BitStride) points.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        AddEvenly(points, InRange, function.Range);
        AddEvenly(points, NearZero, 0.0625f);
        foreach (float centre in Landmarks.Concat(function.Branches)) AddNeighbours(points, centre);
        while (points.Count % 16 != 0) points.Add(float.NaN);
        return [.. points];
    }

    private static void AddEvenly(List<float> points, int count, float end)
    {
        for (int i = 0; i <= count; i++) points.Add((float)((2.0 * i / count - 1) * end));
    }

    // Next to 0 these are the subnormals of either sign, next to ∞ the largest floats and NaNs.
    private static void AddNeighbours(List<float> points, float centre)
    {
        int bits = BitConverter.SingleToInt32Bits(centre);
        for (int step = -Neighbours; step <= Neighbours; step++) points.Add(BitConverter.Int32BitsToSingle(unchecked(bits + step)));
    }
}
