using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop.Tabular;

/// <summary>
/// Plain decimal numbers from UTF-8 text, with the bits of <see cref="float.Parse(string)"/> in a fraction of its time.
/// What it does not take (blanks, infinities, more than 19 digits, a value next to the middle between two floats) is left to that.
/// </summary>
/// <remarks>
/// The digits as a whole number m &lt; 10¹⁹ and a power of ten up to 10²² (exact as a double) give m·10ᵖ in double precision with
/// three roundings at most, so within 2 units in its last place. Unless the middle between two floats lies within those,
/// rounding that double gives the float that the exact value rounds to (W. D. Clinger, How to read floating point numbers
/// accurately, 1990, for the principle).
/// </remarks>
internal static class DecimalNumber
{
    private const int MostDigits = 19, LargestPower = 22;

    // A double has 29 bits more than a float; those bits are Middle where it is the middle between two floats.
    private const long LowBits = (1L << 29) - 1, Middle = 1L << 28, Doubt = 4;

    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads a number such as <c>-12.5</c> or <c>1.25e-3</c>; false where the text is another kind of number, or none.</summary>
    // The first table that a process reads has millions of cells before it would be compiled again.
    [MethodImpl(Compilation.OfHotLoops)]
    public static bool TryRead(ReadOnlySpan<byte> text, out float number)
    {
        number = 0;
        int at = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+')) at = 1;
        ulong mantissa = 0;
        int whole = at;
        at = Digits(text, at, ref mantissa);
        int digits = at - whole, fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            int first = ++at;
            at = Digits(text, at, ref mantissa);
            fraction = at - first;
        }
        digits += fraction;
        if (digits is 0 or > MostDigits) return false;
        int power = -fraction;
        if (at < text.Length && !TryExponent(text[at..], ref power)) return false;
        return TryScale(mantissa, power, negative, out number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digits(ReadOnlySpan<byte> text, int at, ref ulong mantissa)
    {
        for (; at < text.Length && (uint)(text[at] - '0') <= 9; at++) mantissa = (10 * mantissa) + (uint)(text[at] - '0');
        return at;
    }

    /// <summary>The rest of the text as an exponent: e, a sign or none, one to three digits.</summary>
    private static bool TryExponent(ReadOnlySpan<byte> text, ref int power)
    {
        if ((text[0] | 0x20) != 'e') return false;
        int at = text.Length > 1 && text[1] is (byte)'-' or (byte)'+' ? 2 : 1;
        ulong exponent = 0;
        if (text.Length - at is < 1 or > 3 || Digits(text, at, ref exponent) < text.Length) return false;
        power += text[1] == '-' ? -(int)exponent : (int)exponent;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryScale(ulong mantissa, int power, bool negative, out float number)
    {
        number = 0;
        if (power is < -LargestPower or > LargestPower) return false;
        double value = power < 0 ? mantissa / PowersOfTen[-power] : mantissa * PowersOfTen[power];
        const double SmallestNormal = 1.17549435e-38, LargestFloat = 3.4028234e38;
        if (value is not 0 and (< SmallestNormal or > LargestFloat)) return false;
        if (Math.Abs((BitConverter.DoubleToInt64Bits(value) & LowBits) - Middle) <= Doubt) return false;
        number = (float)(negative ? -value : value);
        return true;
    }
}
