namespace Backprop.Tabular;

/// <summary>What is learned of a column from the rows of training, and from them alone.</summary>
internal static class ColumnLearning
{
    /// <summary>At most so many categories get an input of their own: the most frequent.</summary>
    public const int MostCategories = 100;

    /// <summary>A category with fewer rows than this, or than a 200th of all but no fewer than two, is merged into <c>other</c>.</summary>
    private const int RowsForCategory = 10, SmallestRows = 2;

    /// <summary>The names of merged categories that a model keeps, so as not to warn of them.</summary>
    private const int MostRare = 1000;

    public static TableColumn Learn(RawColumn column, ColumnKind kind, IReadOnlyList<int> rows) => kind switch
    {
        ColumnKind.Number => NumberOf(column, rows),
        ColumnKind.Boolean => BooleanOf(column, rows),
        ColumnKind.Category => CategoryOf(column, rows),
        ColumnKind.Time => TimeOf(column, rows),
        ColumnKind.Identifier => new IgnoredColumn(column.Name, "identifier"),
        ColumnKind.Constant => new IgnoredColumn(column.Name, "constant"),
        ColumnKind.Empty => new IgnoredColumn(column.Name, "empty"),
        _ => new IgnoredColumn(column.Name, "ignored"),
    };

    private static NumberColumn NumberOf(RawColumn column, IReadOnlyList<int> rows)
    {
        var numbers = Sorted(rows.Select(column.Number));
        bool hasGaps = numbers.Length < rows.Count;
        return numbers.Length == 0
            ? new NumberColumn(column.Name, 0, hasGaps)
            : new NumberColumn(column.Name, Quantile(numbers, 0.5), hasGaps) { Tails = TailsOf(numbers) };
    }

    /// <summary>
    /// Where the farthest value is more than 30 robust deviations (interquartile range / 1.349, that of a
    /// normal distribution) from the median, values beyond 10 of them are drawn nearer.
    /// </summary>
    private static TailBend? TailsOf(float[] sorted)
    {
        const double FarOff = 30, Reach = 10, NormalRange = 1.349;
        float median = Quantile(sorted, 0.5);
        double deviation = ((double)Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / NormalRange;
        double farthest = Math.Max((double)sorted[^1] - median, (double)median - sorted[0]);
        return deviation > 0 && farthest > FarOff * deviation && float.IsFinite((float)(Reach * deviation)) ? new TailBend(median, (float)(Reach * deviation)) : null;
    }

    private static BooleanColumn BooleanOf(RawColumn column, IReadOnlyList<int> rows)
    {
        bool?[] meanings = [.. column.Spellings.Select(spelling => BooleanText.Meaning(spelling.Text))];
        int yes = rows.Count(row => meanings[column.Codes![row]] == true), no = rows.Count(row => meanings[column.Codes![row]] == false);
        return new BooleanColumn(column.Name, yes + no == 0 ? 0.5f : (float)((double)yes / (yes + no)), yes + no < rows.Count);
    }

    private static CategoryColumn CategoryOf(RawColumn column, IReadOnlyList<int> rows)
    {
        var counts = new long[column.Spellings.Count];
        foreach (int row in rows) counts[column.Codes![row]]++;
        var named = column.Spellings.Zip(counts).Where(pair => !pair.First.IsMissing && pair.Second > 0)
            .GroupBy(pair => pair.First.IsText || column.FirstText is not null ? pair.First.Text : ClassNames.OfNumber(pair.First.Text), StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Rows: group.Sum(pair => pair.Second)))
            .OrderByDescending(category => category.Rows).ThenBy(category => category.Name, StringComparer.Ordinal).ToList();
        long least = Math.Clamp(rows.Count / 200, SmallestRows, RowsForCategory);
        var kept = named.Where(category => category.Rows >= least).Take(MostCategories).ToList();
        bool hasOther = kept.Sum(category => category.Rows) < rows.Count;
        string[] names = ClassNames.InOrder(kept.Select(category => category.Name), column.FirstText is null);
        var rowsOf = kept.ToDictionary(category => category.Name, category => category.Rows, StringComparer.Ordinal);
        return new CategoryColumn(column.Name, names, [.. names.Select(name => (float)((double)rowsOf[name] / rows.Count))], hasOther)
        {
            Rare = [.. named.Where(category => !rowsOf.ContainsKey(category.Name)).Take(MostRare).Select(category => category.Name).Order(StringComparer.Ordinal)],
        };
    }

    private static TimeColumn TimeOf(RawColumn column, IReadOnlyList<int> rows)
    {
        DateOrder order = DateText.OrderOf(KindInference.Texts(column))!.Value;
        double[] days = [.. column.Spellings.Select(spelling => DateText.TryRead(spelling.Text, order, out double moment) ? moment : double.NaN)];
        var known = rows.Select(row => days[column.Codes![row]]).Where(double.IsFinite).Order().ToArray();
        bool hasGaps = known.Length < rows.Count;
        if (known.Length == 0) return new TimeColumn(column.Name, order, 0, 0, [], hasGaps);
        int start = (int)Math.Floor(known[0]);
        double span = known[^1] - known[0];
        // A period says something only where the data go through most of it.
        var periods = new List<TimePeriod>();
        if (known.Any(moment => moment != Math.Floor(moment))) periods.Add(TimePeriod.Day);
        if (span >= 3) periods.Add(TimePeriod.Week);
        if (span >= 180) periods.Add(TimePeriod.Year);
        return new TimeColumn(column.Name, order, start, (float)(known[known.Length / 2] - start), periods, hasGaps);
    }

    private static float[] Sorted(IEnumerable<float> numbers)
    {
        float[] sorted = [.. numbers.Where(number => !float.IsNaN(number))];
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>The value that a share of the numbers does not exceed; between two of them where it lies between (as numpy does).</summary>
    private static float Quantile(float[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return (float)(sorted[below] + ((place - below) * (above - sorted[below])));
    }
}
