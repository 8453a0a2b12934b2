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

    public static TableColumn Learn(RawColumn column, ColumnKind kind, ColumnSummary training) => kind switch
    {
        ColumnKind.Number => NumberOf(column, training),
        ColumnKind.Boolean => BooleanOf(column, training),
        ColumnKind.Category => CategoryOf(column, training),
        ColumnKind.Time => TimeOf(column, training),
        ColumnKind.Identifier => new IgnoredColumn(column.Name, "identifier"),
        ColumnKind.Constant => new IgnoredColumn(column.Name, "constant"),
        ColumnKind.Empty => new IgnoredColumn(column.Name, "empty"),
        _ => new IgnoredColumn(column.Name, "ignored"),
    };

    private static NumberColumn NumberOf(RawColumn column, ColumnSummary training)
    {
        bool hasGaps = training.Known < training.Rows;
        if (training.Known == 0) return new NumberColumn(column.Name, 0, hasGaps);
        float median = training.Quantile(0.5);
        return new NumberColumn(column.Name, median, hasGaps) { Tails = TailsOf(median, training) };
    }

    /// <summary>
    /// Where the farthest value is more than 30 robust deviations (interquartile range / 1.349, that of a
    /// normal distribution) from the median, values beyond 10 of them are drawn nearer.
    /// </summary>
    private static TailBend? TailsOf(float median, ColumnSummary training)
    {
        const double FarOff = 30, Reach = 10, NormalRange = 1.349;
        double deviation = ((double)training.Quantile(0.75) - training.Quantile(0.25)) / NormalRange;
        double farthest = Math.Max((double)training.Range.Largest - median, (double)median - training.Range.Smallest);
        return deviation > 0 && farthest > FarOff * deviation && float.IsFinite((float)(Reach * deviation)) ? new TailBend(median, (float)(Reach * deviation)) : null;
    }

    private static BooleanColumn BooleanOf(RawColumn column, ColumnSummary training)
    {
        long yes = 0, no = 0;
        foreach (var (spelling, count) in column.Spellings.Zip(training.Counts))
        {
            bool? meaning = BooleanText.Meaning(spelling.Text);
            if (meaning == true) yes += count;
            else if (meaning == false) no += count;
        }
        return new BooleanColumn(column.Name, yes + no == 0 ? 0.5f : (float)((double)yes / (yes + no)), yes + no < training.Rows);
    }

    private static CategoryColumn CategoryOf(RawColumn column, ColumnSummary training)
    {
        var named = column.Spellings.Zip(training.Counts).Where(pair => !pair.First.IsMissing && pair.Second > 0)
            .GroupBy(pair => pair.First.IsText || column.FirstText is not null ? pair.First.Text : ClassNames.OfNumber(pair.First.Text), StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Rows: group.Sum(pair => pair.Second)))
            .OrderByDescending(category => category.Rows).ThenBy(category => category.Name, StringComparer.Ordinal).ToList();
        long least = Math.Clamp(training.Rows / 200, SmallestRows, RowsForCategory);
        var kept = named.Where(category => category.Rows >= least).Take(MostCategories).ToList();
        bool hasOther = kept.Sum(category => category.Rows) < training.Rows;
        string[] names = ClassNames.InOrder(kept.Select(category => category.Name), column.FirstText is null);
        var rowsOf = kept.ToDictionary(category => category.Name, category => category.Rows, StringComparer.Ordinal);
        return new CategoryColumn(column.Name, names, [.. names.Select(name => (float)((double)rowsOf[name] / training.Rows))], hasOther)
        {
            Rare = [.. named.Where(category => !rowsOf.ContainsKey(category.Name)).Take(MostRare).Select(category => category.Name).Order(StringComparer.Ordinal)],
        };
    }

    private static TimeColumn TimeOf(RawColumn column, ColumnSummary training)
    {
        DateOrder order = DateText.OrderOf(KindInference.Texts(column))!.Value;
        var known = column.Spellings.Select(spelling => DateText.TryRead(spelling.Text, order, out double moment) ? moment : double.NaN)
            .Zip(training.Counts).Where(pair => pair.Second > 0 && double.IsFinite(pair.First)).OrderBy(pair => pair.First).ToList();
        long rows = known.Sum(pair => pair.Second);
        bool hasGaps = rows < training.Rows;
        if (rows == 0) return new TimeColumn(column.Name, order, 0, 0, [], hasGaps);
        int start = (int)Math.Floor(known[0].First);
        double span = known[^1].First - known[0].First;
        // A period says something only where the data go through most of it.
        var periods = new List<TimePeriod>();
        if (known.Exists(pair => pair.First != Math.Floor(pair.First))) periods.Add(TimePeriod.Day);
        if (span >= 3) periods.Add(TimePeriod.Week);
        if (span >= 180) periods.Add(TimePeriod.Year);
        return new TimeColumn(column.Name, order, start, (float)(MedianOf(known, rows) - start), periods, hasGaps);
    }

    /// <summary>Of an even number of moments the later of the two in the middle: a moment that there is.</summary>
    private static double MedianOf(List<(double Moment, long Rows)> sorted, long rows)
    {
        long before = 0;
        foreach (var (moment, count) in sorted)
            if ((before += count) > rows / 2) return moment;
        return sorted[^1].Moment;
    }
}
