namespace Backprop.Explain;

/// <summary>One axis of a chart: what it shows, from where to where, with ticks at round numbers.</summary>
/// <param name="Label">What it shows, with its unit.</param>
/// <param name="Low">Its first value.</param>
/// <param name="High">Its last value, above the first.</param>
internal sealed record Axis(string Label, double Low, double High)
{
    private const int MostTicks = 6;
    private static readonly int[] RoundDigits = [1, 2, 5, 10];

    /// <summary>Whether equal factors have equal lengths; then both ends are positive.</summary>
    public bool IsLogarithmic { get; private init; }

    /// <summary>Shares from 0 to 1.</summary>
    public static Axis OfShares(string label) => new(label, 0, 1);

    /// <summary>An axis that begins and ends at round numbers around all values that are finite.</summary>
    public static Axis Around(string label, params IEnumerable<double>[] values)
    {
        double[] finite = [.. values.SelectMany(v => v).Where(double.IsFinite)];
        var (low, high) = finite.Length == 0 ? (0, 1) : (finite.Min(), finite.Max());
        double margin = low == 0 ? 1 : Math.Abs(low) / 2;
        if (!(high > low)) (low, high) = (low - margin, high + margin);
        double step = Step(low, high);
        return new(label, Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
    }

    /// <summary>The same with equal lengths for equal factors; as <see cref="Around"/> where a value is not positive.</summary>
    public static Axis AroundFactors(string label, params IEnumerable<double>[] values)
    {
        double[] finite = [.. values.SelectMany(v => v).Where(double.IsFinite)];
        if (finite.Length == 0 || finite.Min() <= 0 || !(finite.Max() > finite.Min())) return Around(label, values);
        return new(label, finite.Min(), finite.Max()) { IsLogarithmic = true };
    }

    /// <summary>Where a value stands, from 0 to 1; the nearer end where it lies outside.</summary>
    public double Place(double value)
    {
        double share = IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
        return double.IsNaN(share) ? 0 : Math.Clamp(share, 0, 1);
    }

    /// <summary>Round numbers between the ends.</summary>
    public IReadOnlyList<double> Ticks => IsLogarithmic ? LogarithmicTicks() : LinearTicks();

    private double[] LinearTicks()
    {
        double step = Step(Low, High), slack = step * 1e-9;
        double first = Math.Ceiling((Low - slack) / step);
        return [.. Enumerable.Range(0, MostTicks + 2).Select(i => (first + i) * step).TakeWhile(tick => tick <= High + slack)];
    }

    private double[] LogarithmicTicks()
    {
        foreach (int[] digits in new int[][] { [1, 2, 5], [1] })
        {
            double[] ticks = [.. Powers().SelectMany(power => digits.Select(digit => digit * power)).Where(tick => tick >= Low && tick <= High)];
            if (ticks.Length <= MostTicks && ticks.Length > 0) return ticks;
        }
        double[] powers = [.. Powers().Where(power => power >= Low && power <= High)];
        if (powers.Length == 0) return [Low, High];
        int every = (powers.Length + MostTicks - 1) / MostTicks;
        return [.. powers.Where((_, i) => i % every == 0)];
    }

    private IEnumerable<double> Powers()
    {
        int first = (int)Math.Floor(Math.Log10(Low)), last = (int)Math.Floor(Math.Log10(High));
        return Enumerable.Range(first, last - first + 1).Select(exponent => Math.Pow(10, exponent));
    }

    /// <summary>1, 2 or 5 times a power of ten, so that there are at most <see cref="MostTicks"/> steps.</summary>
    private static double Step(double low, double high)
    {
        double least = Math.Max((high - low) / MostTicks, double.Epsilon), power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return RoundDigits.Select(digit => digit * power).First(step => step >= least * (1 - 1e-9));
    }
}
