using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>One float alone is the specification of every lane of the vectors.</summary>
public class LanesTests
{
    private const int RandomTriples = 1 << 17;

    // The hardware chooses the payload of a NaN that arithmetic creates or passes on.
    private static readonly string[] Arithmetic = ["op_Addition", "op_Subtraction", "op_Multiply", "op_Division", "MultiplyAdd", "AddProduct", "Sqrt"];

    private static readonly (float[] A, float[] B, float[] C) Triples = MakeTriples();

    public static TheoryData<string> Operations => [.. LaneOperations.All.Keys];

    [Fact]
    public void Every_operation_of_the_interface_is_compared() =>
        Assert.Equal(LaneOperations.Declared.Order(), LaneOperations.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_width_gives_the_bits_of_one_lane_alone(string operation)
    {
        var bits = LaneOperations.All[operation];
        var (a, b, c) = Triples;
        int[] specified = bits(SimdWidth.Scalar, a, b, c);
        foreach (var width in new[] { SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512 })
        {
            int[] actual = bits(width, a, b, c);
            for (int i = 0; i < a.Length; i++)
            {
                if (specified[i] == actual[i] || (Arithmetic.Contains(operation) && IsNaN(specified[i]) && IsNaN(actual[i]))) continue;
                Assert.Fail($"{operation}({Hex(a[i])}, {Hex(b[i])}, {Hex(c[i])}) is {specified[i]:x8} in one lane and {actual[i]:x8} at {width}.");
            }
        }
    }

    [Fact]
    public void Columns_are_loaded_transposed_at_every_width()
    {
        AssertTransposed<ScalarLane>();
        AssertTransposed<Lanes128>();
        AssertTransposed<Lanes256>();
        AssertTransposed<Lanes512>();
    }

    private static unsafe void AssertTransposed<TLanes>() where TLanes : struct, ILanes<TLanes>
    {
        const int Stride = 7;
        float* source = stackalloc float[16 * Stride], column = stackalloc float[16];
        for (int i = 0; i < 16 * Stride; i++) source[i] = i;
        TLanes.LoadColumns(source + 1, Stride, out TLanes c0, out TLanes c1, out TLanes c2, out TLanes c3);
        TLanes[] columns = [c0, c1, c2, c3];
        for (int c = 0; c < 4; c++)
        {
            columns[c].Store(column);
            for (int row = 0; row < TLanes.Count; row++) Assert.Equal(row * Stride + 1 + c, column[row]);
        }
    }

    private static bool IsNaN(int bits) => float.IsNaN(BitConverter.Int32BitsToSingle(bits));

    private static string Hex(float value) => $"{BitConverter.SingleToInt32Bits(value):x8}";

    /// <summary>All triples of the values where arithmetic is special, and random ones of any and of similar magnitude.</summary>
    private static (float[] A, float[] B, float[] C) MakeTriples()
    {
        float[] special =
        [
            0, -0f, float.Epsilon, -float.Epsilon, Bits(0x007F_FFFF), Bits(0x0080_0000), Bits(unchecked((int)0x8080_0000)), 1, -1, Bits(0x3F80_0001),
            0.5f, 1.5f, -2.5f, 8388609, 16777216, -16777217, 2147483520, -2147483648f, float.MaxValue, float.MinValue,
            float.PositiveInfinity, float.NegativeInfinity, float.NaN, -float.NaN, Bits(0x7F80_0001), Bits(-1),
        ];
        var (a, b, c) = (new List<float>(), new List<float>(), new List<float>());
        foreach (float first in special)
            foreach (float second in special)
                foreach (float third in special) (a, b, c).Add(first, second, third);
        var random = new CounterRandom(7, RandomPurpose.GeneratedData, 0);
        for (uint i = 0; i < RandomTriples; i++)
        {
            ulong low = random.Bits(2 * i), high = random.Bits(2 * i + 1);
            (a, b, c).Add(Bits((int)low), Bits((int)(low >> 32)), Bits((int)high));
            (a, b, c).Add(Similar((int)low), Similar((int)(low >> 32)), Similar((int)high));
        }
        while (a.Count % 16 != 0) (a, b, c).Add(0, 0, 0);
        return ([.. a], [.. b], [.. c]);
    }

    private static float Bits(int bits) => BitConverter.Int32BitsToSingle(bits);

    /// <summary>Sign and significand of the bits, the magnitude between 2⁻⁸ and 2⁸.</summary>
    private static float Similar(int bits) => Bits((bits & unchecked((int)0x807F_FFFF)) | ((119 + ((bits >> 23) & 15)) << 23));
}

file static class ListTriple
{
    public static void Add(this (List<float> A, List<float> B, List<float> C) lists, float a, float b, float c)
    {
        lists.A.Add(a);
        lists.B.Add(b);
        lists.C.Add(c);
    }
}
