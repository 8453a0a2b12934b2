using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>One float: the path of machines without vectors, and the specification of one lane of the others.</summary>
internal unsafe struct ScalarLane : ILanes<ScalarLane>
{
    private const int SignBit = int.MinValue, InfinityBits = 0x7F80_0000;

    private float _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ScalarLane(float value) => _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ScalarLane(int bits) => _value = BitConverter.Int32BitsToSingle(bits);

    private readonly int Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitConverter.SingleToInt32Bits(_value);
    }

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static ScalarLane Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Broadcast(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination) => *destination = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator +(ScalarLane a, ScalarLane b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator -(ScalarLane a, ScalarLane b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator *(ScalarLane a, ScalarLane b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator /(ScalarLane a, ScalarLane b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator -(ScalarLane a) => new(a.Bits ^ SignBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane MultiplyAdd(ScalarLane a, ScalarLane b, ScalarLane c) => new(MathF.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ScalarLane a, ScalarLane b, ref ScalarLane sum) => sum._value = MathF.FusedMultiplyAdd(a._value, b._value, sum._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Max(ScalarLane a, ScalarLane b) => a._value > b._value ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Min(ScalarLane a, ScalarLane b) => a._value < b._value ? a : b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Abs(ScalarLane a) => new(a.Bits & ~SignBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Sqrt(ScalarLane a) => new(MathF.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane CopySign(ScalarLane magnitude, ScalarLane sign) => new((magnitude.Bits & ~SignBit) | (sign.Bits & SignBit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane GreaterThan(ScalarLane a, ScalarLane b) => new(a._value > b._value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane LessThan(ScalarLane a, ScalarLane b) => new(a._value < b._value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Equal(ScalarLane a, ScalarLane b) => new(a._value == b._value ? -1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Select(ScalarLane mask, ScalarLane whenTrue, ScalarLane whenFalse) =>
        new((mask.Bits & whenTrue.Bits) | (~mask.Bits & whenFalse.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane And(ScalarLane a, ScalarLane b) => new(a.Bits & b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane AndNot(ScalarLane a, ScalarLane b) => new(a.Bits & ~b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Or(ScalarLane a, ScalarLane b) => new(a.Bits | b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Xor(ScalarLane a, ScalarLane b) => new(a.Bits ^ b.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane AddInt32(ScalarLane a, ScalarLane b) => new(unchecked(a.Bits + b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane SubtractInt32(ScalarLane a, ScalarLane b) => new(unchecked(a.Bits - b.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane ShiftLeft(ScalarLane a, int bits) => new(a.Bits << bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane ShiftRightLogical(ScalarLane a, int bits) => new(a.Bits >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane ShiftRightArithmetic(ScalarLane a, int bits) => new(a.Bits >> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane ConvertToInt32(ScalarLane a) => new(unchecked((int)a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane ConvertToSingle(ScalarLane int32Bits) => new((float)int32Bits.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns(float* source, nint stride, out ScalarLane c0, out ScalarLane c1, out ScalarLane c2, out ScalarLane c3) =>
        (c0, c1, c2, c3) = (Load(source), Load(source + 1), Load(source + 2), Load(source + 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllFinite(ScalarLane a) => (a.Bits & InfinityBits) != InfinityBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float First(ScalarLane a) => a._value;
}
