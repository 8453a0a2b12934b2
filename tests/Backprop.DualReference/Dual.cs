global using Real = Backprop.Reference.Dual;

using System.Runtime.Intrinsics;

namespace Backprop.Reference;

/// <summary>
/// A number and its derivatives along eight directions: x + x′·ε with ε² = 0, so that f(x + x′·ε) = f(x) + f′(x)·x′·ε.
/// Every operation applies its own rule of differentiation, exactly: no step, nothing cancels but what cancels in the derivative itself.
/// W. K. Clifford, 1873; Griewank and Walther, "Evaluating derivatives", 2008, chapter 3.
/// </summary>
/// <param name="Value">x.</param>
/// <param name="Slopes">x′ along each direction.</param>
public readonly record struct Dual(double Value, Vector512<double> Slopes) : IComparable<Dual>
{
    /// <summary>How many directions there are.</summary>
    public static int Directions => Vector512<double>.Count;

    /// <summary>A constant.</summary>
    public static implicit operator Dual(double value) => new(value, Vector512<double>.Zero);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slopes + b.Slopes);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slopes - b.Slopes);

    public static Dual operator -(Dual a) => new(-a.Value, -a.Slopes);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Slopes * b.Value + b.Slopes * a.Value);

    public static Dual operator /(Dual a, Dual b) => new(a.Value / b.Value, (a.Slopes - b.Slopes * (a.Value / b.Value)) / b.Value);

    public static bool operator <(Dual a, Dual b) => a.Value < b.Value;

    public static bool operator >(Dual a, Dual b) => a.Value > b.Value;

    public static bool operator <=(Dual a, Dual b) => a.Value <= b.Value;

    public static bool operator >=(Dual a, Dual b) => a.Value >= b.Value;

    public static Dual Exp(Dual x) => x.Map(Math.Exp(x.Value), Math.Exp(x.Value));

    public static Dual Log(Dual x) => x.Map(Math.Log(x.Value), 1 / x.Value);

    public static Dual Sqrt(Dual x) => x.Map(Math.Sqrt(x.Value), 0.5 / Math.Sqrt(x.Value));

    public static Dual Tanh(Dual x) => x.Map(Math.Tanh(x.Value), 1 / Math.Cosh(x.Value) / Math.Cosh(x.Value));

    public static Dual Cosh(Dual x) => x.Map(Math.Cosh(x.Value), Math.Sinh(x.Value));

    public static Dual Abs(Dual x) => x.Value < 0 ? -x : x;

    /// <summary>Where both are equal the first one, as relu's f′(0) = 0 wants it.</summary>
    public static Dual Max(Dual a, Dual b) => b.Value > a.Value ? b : a;

    public static Dual Min(Dual a, Dual b) => b.Value < a.Value ? b : a;

    /// <summary>f(x), from its value and its derivative at x.</summary>
    public Dual Map(double value, double derivative) => new(value, Slopes * derivative);

    public int CompareTo(Dual other) => Value.CompareTo(other.Value);

    /// <summary>Numbers are equal whose values are.</summary>
    public bool Equals(Dual other) => Value == other.Value;

    public override int GetHashCode() => Value.GetHashCode();
}
