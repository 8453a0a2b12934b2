using System.Globalization;
using Backprop.Numerics;

namespace Backprop;

/// <summary>What a search draws one number of its candidates from: a list of values, each as likely as any other, or a range.</summary>
public sealed class SearchDimension
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly double[] _values;
    private readonly bool _isRange, _isLogarithmic, _isWhole;

    private SearchDimension(double[] values, bool isRange, bool isLogarithmic = false, bool isWhole = false) =>
        (_values, _isRange, _isLogarithmic, _isWhole) = (values, isRange, isLogarithmic, isWhole);

    /// <summary>The smallest value.</summary>
    public double Least => _values.Min();

    /// <summary>The largest value.</summary>
    public double Largest => _values.Max();

    /// <summary>Whether there is one value alone.</summary>
    internal bool IsPoint => Least == Largest;

    /// <summary>Whether there are only whole numbers.</summary>
    public bool IsWhole => _isWhole || (!_isRange && _values.All(value => value == Math.Floor(value)));

    /// <summary>One of these.</summary>
    /// <exception cref="InvalidInputException">There are none, or one is not finite.</exception>
    public static SearchDimension OneOf(params IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new InvalidInputException("A list of values needs at least one.");
        RequireFinite(values);
        return new SearchDimension([.. values], isRange: false);
    }

    /// <summary>Any number of a range, ends included, each as likely as any other; it has three digits.</summary>
    /// <exception cref="InvalidInputException">An end is not finite, or the range falls.</exception>
    public static SearchDimension Between(double least, double largest) => Range(least, largest, isLogarithmic: false, isWhole: false);

    /// <summary>Any number of a range above 0, each power as likely as any other: log-uniform; it has three digits.</summary>
    /// <exception cref="InvalidInputException">An end is not finite or not above 0, or the range falls.</exception>
    public static SearchDimension LogBetween(double least, double largest) => Range(least, largest, isLogarithmic: true, isWhole: false);

    /// <summary>Any whole number of a range, ends included, each as likely as any other.</summary>
    /// <exception cref="InvalidInputException">The range falls.</exception>
    public static SearchDimension WholeBetween(int least, int largest) => Range(least, largest, isLogarithmic: false, isWhole: true);

    /// <summary>Any whole number of a range from 1, ends included, log-uniform.</summary>
    /// <exception cref="InvalidInputException">The range falls, or begins below 1.</exception>
    public static SearchDimension WholeLogBetween(int least, int largest) => Range(least, largest, isLogarithmic: true, isWhole: true);

    /// <summary>Reads a range <c>0.001..0.1</c>, a list <c>0,0.01,0.1</c> or one value.</summary>
    /// <param name="text">The text, the same in every culture.</param>
    /// <param name="isLogarithmic">Whether a range is log-uniform.</param>
    /// <param name="isWhole">Whether a range has whole numbers alone.</param>
    /// <exception cref="InvalidInputException">The text is neither, or the range is none.</exception>
    public static SearchDimension Parse(string text, bool isLogarithmic, bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] ends = text.Split("..");
        if (ends.Length == 2) return Range(ParseNumber(ends[0], text), ParseNumber(ends[1], text), isLogarithmic, isWhole);
        return OneOf([.. text.Split(',').Select(value => ParseNumber(value, text))]);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Text(ShortNumber.Of);

    /// <summary>The same as studies have it.</summary>
    internal string Fact => Text(value => value.ToString("R", CultureInfo.InvariantCulture));

    private string Text(Func<double, string> number) => string.Join(_isRange ? ".." : ",", _values.Select(number));

    /// <summary>The value of a uniform number between 0 and 1: the inverse distribution function.</summary>
    internal double At(double uniform)
    {
        if (!_isRange) return _values[Math.Min((int)(uniform * _values.Length), _values.Length - 1)];
        // A whole number n stands for all numbers from n to below n + 1.
        var (least, end) = (_values[0], _isWhole ? _values[1] + 1 : _values[1]);
        double value = _isLogarithmic ? least * PortablePower.Exp(PortableMath.Log(end / least) * uniform) : least + (end - least) * uniform;
        return Math.Clamp(_isWhole ? Math.Floor(value) : ThreeDigits(value), _values[0], _values[1]);
    }

    private static SearchDimension Range(double least, double largest, bool isLogarithmic, bool isWhole)
    {
        RequireFinite([least, largest]);
        if (least > largest) throw new InvalidInputException(FormattableString.Invariant($"The range {least}..{largest} falls. Give the smaller number first."));
        if (isLogarithmic && least <= 0) throw new InvalidInputException(FormattableString.Invariant($"The range {least}..{largest} goes by powers and must begin above 0. Give a list, such as 0,0.001,0.01, to have 0 in it."));
        if (isWhole && (least != Math.Floor(least) || largest != Math.Floor(largest)))
            throw new InvalidInputException(FormattableString.Invariant($"The range {least}..{largest} must have whole numbers for its ends."));
        return new SearchDimension([least, largest], isRange: true, isLogarithmic, isWhole);
    }

    /// <summary>So that what is shown is what is used.</summary>
    private static double ThreeDigits(double value) => double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void RequireFinite(IEnumerable<double> values)
    {
        foreach (double value in values)
            if (!double.IsFinite(value)) throw new InvalidInputException(FormattableString.Invariant($"Values to search must be finite, not {value}."));
    }

    private static double ParseNumber(string number, string text) =>
        double.TryParse(number.Trim(), Number, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new InvalidInputException($"'{text}' is neither a range such as 0.001..0.1 nor a list such as 0.001,0.01.");
}
