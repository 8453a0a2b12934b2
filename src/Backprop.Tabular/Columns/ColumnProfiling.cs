namespace Backprop.Tabular;

/// <summary>Looks at a column for a person.</summary>
internal static class ColumnProfiling
{
    private const int Bars = 10;

    public static ColumnProfile Of(Table table, int index)
    {
        var (kind, name) = (table.Kinds[index], table.NameOf(index));
        if (table.Raw[index] is not { } raw) return new ColumnProfile(name, kind, false, new IgnoredColumn(name, "ignored"));
        float[] numbers = [];
        return Of(raw, kind, index == table.Target, ColumnLearning.Learn(raw, kind, ColumnSummary.Of(raw, [.. Enumerable.Range(0, table.Rows)], ref numbers)));
    }

    /// <summary>What is shown of a column that becomes something known.</summary>
    public static ColumnProfile Of(RawColumn raw, ColumnKind kind, bool isTarget, TableColumn learned)
    {
        var profile = new ColumnProfile(raw.Name, kind, isTarget, learned) { Missing = raw.Missing };
        return raw.FirstText is null && raw.Missing < raw.Rows ? OfNumbers(profile, raw) : OfTexts(profile, raw);
    }

    private static ColumnProfile OfNumbers(ColumnProfile profile, RawColumn raw)
    {
        if (raw.Numbers is { } numbers) return OfSorted(profile, Sorted(Enumerable.Range(0, (int)raw.Rows).Select(row => numbers[row])), null);
        if (raw.AreNumbers)
        {
            float[] sample = raw.Statistics!.Sample();
            Array.Sort(sample);
            return OfSorted(profile, sample, raw.Statistics.WholeRange);
        }
        var spelled = raw.Spellings.Where(spelling => !float.IsNaN(spelling.Number)).ToList();
        var range = (Smallest: spelled.Min(spelling => spelling.Number), Largest: spelled.Max(spelling => spelling.Number));
        var bars = new long[Bars];
        foreach (var spelling in spelled) bars[BarOf(spelling.Number, range)] += spelling.Count;
        return profile with { Unique = spelled.Select(spelling => spelling.Number).Distinct().Count(), Range = range, Histogram = bars };
    }

    private static float[] Sorted(IEnumerable<float> numbers)
    {
        float[] sorted = [.. numbers.Where(number => !float.IsNaN(number))];
        Array.Sort(sorted);
        return sorted;
    }

    /// <param name="profile">What is known already.</param>
    /// <param name="sorted">Numbers in their order.</param>
    /// <param name="rangeOfAll">The range of all numbers, where these are a sample of them; null where these are all.</param>
    private static ColumnProfile OfSorted(ColumnProfile profile, float[] sorted, (float Smallest, float Largest)? rangeOfAll)
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
