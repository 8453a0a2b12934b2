namespace Backprop.Tabular;

/// <summary>Looks at a column for a person.</summary>
internal static class ColumnProfiling
{
    private const int Bars = 10;

    public static ColumnProfile Of(Table table, int index)
    {
        var (kind, name) = (table.Kinds[index], table.NameOf(index));
        if (table.Raw[index] is not { } raw) return new ColumnProfile(name, kind, false, new IgnoredColumn(name, "ignored"));
        bool isTarget = index == table.Target;
        var learned = ColumnLearning.Learn(raw, kind, [.. Enumerable.Range(0, table.Rows)]);
        var profile = new ColumnProfile(name, kind, isTarget, learned) { Missing = raw.Missing };
        return raw.FirstText is null && raw.Missing < raw.Rows ? OfNumbers(profile, raw) : OfTexts(profile, raw);
    }

    private static ColumnProfile OfNumbers(ColumnProfile profile, RawColumn raw)
    {
        float[] sorted = [.. Enumerable.Range(0, (int)raw.Rows).Select(raw.Number).Where(number => !float.IsNaN(number))];
        Array.Sort(sorted);
        var (smallest, largest) = (sorted[0], sorted[^1]);
        long unique = 1;
        var bars = new long[Bars];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] != sorted[i - 1]) unique++;
            double share = largest > smallest ? ((double)sorted[i] - smallest) / ((double)largest - smallest) : 0;
            bars[Math.Min((int)(share * Bars), Bars - 1)]++;
        }
        return profile with { Unique = unique, Range = (smallest, largest), Histogram = bars };
    }

    private static ColumnProfile OfTexts(ColumnProfile profile, RawColumn raw)
    {
        if (raw.Codes is null) return profile;
        var frequent = raw.Spellings.Where(spelling => !spelling.IsMissing).OrderByDescending(spelling => spelling.Count).ToList();
        return profile with
        {
            Unique = frequent.Count,
            Examples = [.. frequent.Take(Bars).Select(spelling => spelling.Text)],
            Histogram = [.. frequent.Take(Bars).Select(spelling => spelling.Count)],
        };
    }
}
