global using Real = Backprop.Reference.Rounded;

namespace Backprop.Reference;

/// <summary>
/// A double that is rounded as carelessly as a float, and at random: every operation's result is off by a relative error drawn evenly
/// from ±2⁻²⁴, half a unit in the last place of a float. What a computation's results scatter by is what no computation in float can
/// promise: its conditioning, and not the error of anyone's code. D. S. Parker, "Monte Carlo arithmetic", 1997.
/// </summary>
/// <param name="Value">The number.</param>
public readonly record struct Rounded(double Value) : IComparable<Rounded>
{
    /// <summary>The largest relative error of an operation.</summary>
    public const double Unit = 1.0 / (1 << 24);

    [ThreadStatic]
    private static ulong _state;

    /// <summary>Where this thread's random errors start: the same seed, the same errors.</summary>
    public static void Seed(ulong seed) => _state = seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019;

    /// <summary>An exact number, such as an input or a parameter.</summary>
    public static implicit operator Rounded(double value) => new(value);

    public static Rounded operator +(Rounded a, Rounded b) => Round(a.Value + b.Value);

    public static Rounded operator -(Rounded a, Rounded b) => Round(a.Value - b.Value);

    public static Rounded operator -(Rounded a) => new(-a.Value);

    public static Rounded operator *(Rounded a, Rounded b) => Round(a.Value * b.Value);

    public static Rounded operator /(Rounded a, Rounded b) => Round(a.Value / b.Value);

    public static bool operator <(Rounded a, Rounded b) => a.Value < b.Value;

    public static bool operator >(Rounded a, Rounded b) => a.Value > b.Value;

    public static bool operator <=(Rounded a, Rounded b) => a.Value <= b.Value;

    public static bool operator >=(Rounded a, Rounded b) => a.Value >= b.Value;

    public static Rounded Exp(Rounded x) => Round(Math.Exp(x.Value));

    public static Rounded Log(Rounded x) => Round(Math.Log(x.Value));

    public static Rounded Sqrt(Rounded x) => Round(Math.Sqrt(x.Value));

    public static Rounded Tanh(Rounded x) => Round(Math.Tanh(x.Value));

    public static Rounded Cosh(Rounded x) => Round(Math.Cosh(x.Value));

    public static Rounded Abs(Rounded x) => new(Math.Abs(x.Value));

    public static Rounded Max(Rounded a, Rounded b) => new(Math.Max(a.Value, b.Value));

    public static Rounded Min(Rounded a, Rounded b) => new(Math.Min(a.Value, b.Value));

    /// <summary>The number with a random error. xorshift64: Marsaglia, 2003.</summary>
    public static Rounded Round(double value)
    {
        ulong state = _state;
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        _state = state;
        return new(value * (1 + (long)state * (Unit / long.MaxValue)));
    }

    public int CompareTo(Rounded other) => Value.CompareTo(other.Value);
}
