using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>What one lane does, by examples, and what concerns a whole vector.</summary>
public unsafe class LaneExamplesTests
{
    private const float Infinity = float.PositiveInfinity, NaN = float.NaN;

    public static TheoryData<string> Widths => [.. Enum.GetNames<SimdWidth>()];

    // (1 + 2⁻¹²)² = 1 + 2⁻¹¹ + 2⁻²⁴: the last term is half a place of 1 and lost to a product rounded by itself.
    [Theory]
    [InlineData("MultiplyAdd")]
    [InlineData("AddProduct")]
    public void A_product_and_its_sum_are_rounded_once(string operation)
    {
        float a = 1 + 1f / 4096, c = -(1 + 1f / 2048), rounded = a * a;
        Assert.Equal(0, rounded + c);
        Assert.Equal(1f / 16777216, Of(operation, a, a, c));
    }

    [Theory]
    [InlineData(1f, 2f, 2f, 1f)]
    [InlineData(0f, NaN, NaN, NaN)]
    [InlineData(NaN, 0f, 0f, 0f)]
    [InlineData(-Infinity, Infinity, Infinity, -Infinity)]
    public void Max_and_Min_choose_the_second_where_a_NaN_leaves_no_order(float a, float b, float max, float min) =>
        Assert.Equal((max, min), (Of("Max", a, b), Of("Min", a, b)));

    [Fact]
    public void Max_and_Min_choose_the_second_of_two_zeros()
    {
        Assert.True(float.IsNegative(Of("Max", 0f, -0f)) && !float.IsNegative(Of("Max", -0f, 0f)));
        Assert.True(float.IsNegative(Of("Min", 0f, -0f)) && !float.IsNegative(Of("Min", -0f, 0f)));
    }

    [Fact]
    public void Comparisons_with_NaN_are_false_and_zeros_are_equal()
    {
        foreach (string comparison in new[] { "GreaterThan", "LessThan", "Equal" })
            Assert.Equal((0, 0), (BitsOf(comparison, NaN, 1), BitsOf(comparison, NaN, NaN)));
        Assert.Equal((-1, -1, -1), (BitsOf("Equal", 0f, -0f), BitsOf("GreaterThan", 1, -0f), BitsOf("LessThan", -Infinity, 1)));
    }

    [Theory]
    [InlineData(2.9f, 2)]
    [InlineData(-2.9f, -2)]
    [InlineData(-0.9f, 0)]
    [InlineData(2147483520f, 2147483520)]
    [InlineData(-2147483648f, int.MinValue)]
    public void ConvertToInt32_truncates(float value, int expected) => Assert.Equal(expected, BitsOf("ConvertToInt32", value));

    [Theory]
    [InlineData(16777217, 16777216f)]
    [InlineData(16777219, 16777220f)]
    [InlineData(-16777217, -16777216f)]
    [InlineData(int.MaxValue, 2147483648f)]
    public void ConvertToSingle_rounds_to_nearest_and_ties_to_even(int value, float expected) =>
        Assert.Equal(expected, Of("ConvertToSingle", BitConverter.Int32BitsToSingle(value)));

    [Fact]
    public void Bit_operations_act_on_the_bits()
    {
        float a = BitConverter.Int32BitsToSingle(0b1100), b = BitConverter.Int32BitsToSingle(0b1010), mask = BitConverter.Int32BitsToSingle(0b0110);
        Assert.Equal((0b1000, 0b0100), (BitsOf("And", a, b), BitsOf("AndNot", a, b)));
        Assert.Equal((0b1110, 0b0110), (BitsOf("Or", a, b), BitsOf("Xor", a, b)));
        Assert.Equal(0b1100, BitsOf("Select", mask, a, b));
        Assert.Equal((22, 2), (BitsOf("AddInt32", a, b), BitsOf("SubtractInt32", a, b)));
        Assert.Equal((int.MinValue, -1f), (BitsOf("op_UnaryNegation", 0), Of("CopySign", 1, -0f)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Shifts_move_by_any_number_of_places(string width)
    {
        switch (Enum.Parse<SimdWidth>(width))
        {
            case SimdWidth.Bits512: ShiftsOf<Lanes512>(); break;
            case SimdWidth.Bits256: ShiftsOf<Lanes256>(); break;
            case SimdWidth.Bits128: ShiftsOf<Lanes128>(); break;
            default: ShiftsOf<ScalarLane>(); break;
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_vector_is_loaded_stored_filled_and_searched_lane_by_lane(string width)
    {
        switch (Enum.Parse<SimdWidth>(width))
        {
            case SimdWidth.Bits512: WholeVectorsOf<Lanes512>(16); break;
            case SimdWidth.Bits256: WholeVectorsOf<Lanes256>(8); break;
            case SimdWidth.Bits128: WholeVectorsOf<Lanes128>(4); break;
            default: WholeVectorsOf<ScalarLane>(1); break;
        }
    }

    private static void ShiftsOf<TLanes>() where TLanes : struct, ILanes<TLanes>
    {
        foreach (int value in new[] { 0, 1, -1, int.MinValue, 0x5A5A_1234, unchecked((int)0xC3D2_E1F0) })
        {
            var lanes = TLanes.Broadcast(BitConverter.Int32BitsToSingle(value));
            for (int bits = 0; bits < 32; bits++)
            {
                Assert.Equal(value << bits, FirstBits(TLanes.ShiftLeft(lanes, bits)));
                Assert.Equal(value >>> bits, FirstBits(TLanes.ShiftRightLogical(lanes, bits)));
                Assert.Equal(value >> bits, FirstBits(TLanes.ShiftRightArithmetic(lanes, bits)));
            }
        }
    }

    private static void WholeVectorsOf<TLanes>(int count) where TLanes : struct, ILanes<TLanes>
    {
        Assert.Equal(count, TLanes.Count);
        float* source = stackalloc float[count + 1], destination = stackalloc float[count + 3];
        for (int i = 0; i <= count; i++) source[i] = i - 3.5f;
        for (int i = 0; i < count + 3; i++) destination[i] = 99;
        TLanes.Load(source + 1).Store(destination + 1);     // at least one of the two is not aligned to a vector
        Assert.Equal((99f, 99f, 99f), (destination[0], destination[count + 1], destination[count + 2]));
        for (int i = 0; i < count; i++) Assert.Equal(source[i + 1], destination[i + 1]);
        Assert.Equal(-2.5f, TLanes.First(TLanes.Load(source + 1)));

        TLanes.Broadcast(-7).Store(destination);
        for (int i = 0; i < count; i++) Assert.Equal(-7, destination[i]);
        TLanes.Zero.Store(destination);
        for (int i = 0; i < count; i++) Assert.Equal(0, BitConverter.SingleToInt32Bits(destination[i]));

        Assert.True(TLanes.AllFinite(TLanes.Broadcast(float.MaxValue)) && TLanes.AllFinite(TLanes.Broadcast(-float.Epsilon)));
        float[] spoilers = [Infinity, -Infinity, NaN, -NaN, BitConverter.Int32BitsToSingle(0x7F80_0001)];
        for (int i = 0; i < count; i++)
        {
            foreach (float spoiler in spoilers)
            {
                destination[i] = spoiler;
                Assert.False(TLanes.AllFinite(TLanes.Load(destination)), $"lane {i}: {spoiler}");
            }
            destination[i] = float.MinValue;
            Assert.True(TLanes.AllFinite(TLanes.Load(destination)), $"lane {i}");
        }
    }

    private static int FirstBits<TLanes>(TLanes lanes) where TLanes : struct, ILanes<TLanes> => BitConverter.SingleToInt32Bits(TLanes.First(lanes));

    private static float Of(string operation, float a, float b = 0, float c = 0) => BitConverter.Int32BitsToSingle(BitsOf(operation, a, b, c));

    // At every width, so an example holds for all of them.
    private static int BitsOf(string operation, float a, float b = 0, float c = 0)
    {
        int[] results = [.. Enum.GetValues<SimdWidth>().Select(width => LaneOperations.All[operation](width, Filled(a, width), Filled(b, width), Filled(c, width))[^1])];
        return Assert.Single(results.Distinct());
    }

    private static float[] Filled(float value, SimdWidth width)
    {
        float[] vector = new float[(int)width];
        Array.Fill(vector, value);
        return vector;
    }
}
