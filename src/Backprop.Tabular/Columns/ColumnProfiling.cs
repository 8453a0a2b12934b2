namespace Backprop.Tabular;

/// <summary>Looks at a column for a person.</summary>
internal static class ColumnProfiling
{
    private const int Bars = 10;

    /// <summary>All columns of a table in memory.</summary>
    public static ColumnProfile[] Of(Table table)
    {
        int[] rows = [.. Enumerable.Range(0, table.Rows)];
        float[] numbers = [];                           // Of one column after the other.
        var profiles = new ColumnProfile[table.Raw.Count];
        for (int index = 0; index < profiles.Length; index++)
        {
            var (kind, name) = (table.Kinds[index], table.NameOf(index));
            if (table.Raw[index] is { } raw)
            {
                var all = ColumnSummary.Of(raw, rows, ref numbers);
                profiles[index] = Of(raw, kind, index == table.Target, ColumnLearning.Learn(raw, kind, all), all);
            }
            else profiles[index] = new ColumnProfile(name, kind, false, new IgnoredColumn(name, "ignored"));
        }
        return profiles;
    }

    /// <summary>What is shown of a column that becomes something known.</summary>
    /// <param name="raw">The column.</param>
    /// <param name="kind">What it holds.</param>
    /// <param name="isTarget">Whether it is the target.</param>
    /// <param name="learned">What it becomes.</param>
    /// <param name="all">What its rows are like, whose numbers are brought into their order.</param>
    public static ColumnProfile Of(RawColumn raw, ColumnKind kind, bool isTarget, TableColumn learned, ColumnSummary all)
    {
        var profile = new ColumnProfile(raw.Name, kind, isTarget, learned) { Missing = raw.Missing };
        return raw.FirstText is null && raw.Missing < raw.Rows ? OfNumbers(profile, raw, all) : OfTexts(profile, raw);
    }

    private static ColumnProfile OfNumbers(ColumnProfile profile, RawColumn raw, ColumnSummary all)
    {
        if (raw.AreNumbers) return OfSorted(profile, all.Sorted(), raw.Statistics?.WholeRange);
        var spelled = raw.Spellings.Where(spelling => !float.IsNaN(spelling.Number)).ToList();
        var range = (Smallest: spelled.Min(spelling => spelling.Number), Largest: spelled.Max(spelling => spelling.Number));
        var bars = new long[Bars];
        foreach (var spelling in spelled) bars[BarOf(spelling.Number, range)] += spelling.Count;
        return profile with { Unique = spelled.Select(spelling => spelling.Number).Distinct().Count(), Range = range, Histogram = bars };
    }

    /// <param name="profile">What is known already.</param>
    /// <param name="sorted">Numbers in their order.</param>
    /// <param name="rangeOfAll">The range of all numbers, where these are a sample of them; null where these are all.</param>
    private static ColumnProfile OfSorted(ColumnProfile profile, ReadOnlySpan<float> sorted, (float Smallest, float Largest)? rangeOfAll)
    {
        var range = rangeOfAll ?? (sorted[0], sorted[^1]);
        long unique = 0;
        var bars = new long[Bars];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1]) unique++;
            bars[BarOf(sorted[i], range)]++;
        }
        return profile with { Unique = rangeOfAll is null ? unique : null, Range = range, Histogram = bars };
    }

    private static int BarOf(float number, (float Smallest, float Largest) range)
    {
        double share = range.Largest > range.Smallest ? ((double)number - range.Smallest) / ((double)range.Largest - range.Smallest) : 0;
        return Math.Min((int)(share * Bars), Bars - 1);
    }

    private static ColumnProfile OfTexts(ColumnProfile profile, RawColumn raw)
    {
        if (raw.IsGivenUp) return profile;
        var frequent = raw.Spellings.Where(spelling => !spelling.IsMissing).OrderByDescending(spelling => spelling.Count).ToList();
        return profile with
        {
            Unique = frequent.Count,
            Examples = [.. frequent.Take(Bars).Select(spelling => spelling.Text)],
            Histogram = [.. frequent.Take(Bars).Select(spelling => spelling.Count)],
        };
    }
}
