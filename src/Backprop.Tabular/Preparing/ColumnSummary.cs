namespace Backprop.Tabular;

/// <summary>What the training part says of a column: how often each spelling occurs, and what its numbers are like.</summary>
internal sealed class ColumnSummary
{
    private readonly Memory<float> _numbers;
    private readonly long[] _ends;

    private ColumnSummary(long rows, long[] counts, Memory<float> numbers, long[] ends)
    {
        (Rows, Counts, _numbers, _ends) = (rows, counts, numbers, ends);
        Known = ends.Length > 0 ? ends[^1] : numbers.Length;
    }

    /// <summary>The rows of the part.</summary>
    public long Rows { get; }

    /// <summary>How many of them have each spelling; empty for a column of numbers.</summary>
    public long[] Counts { get; }

    /// <summary>How many of them have a number.</summary>
    public long Known { get; private init; }

    /// <summary>The smallest and the largest number; of no account where there is none.</summary>
    public (float Smallest, float Largest) Range { get; private init; }

    /// <summary>Of a column whose rows are in memory.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">The rows of the part.</param>
    /// <param name="numbers">Receives the part's numbers, of which the summary speaks as long as nobody else writes there; it grows to as many as there are rows.</param>
    public static ColumnSummary Of(RawColumn column, int[] rows, ref float[] numbers)
    {
        if (column.Numbers is { } all)
        {
            if (numbers.Length < rows.Length) numbers = GC.AllocateUninitializedArray<float>(rows.Length);
            return OfNumbers(all, rows, numbers);
        }
        var counts = new long[column.Spellings.Count];
        if (column.Codes is { } codes)
            foreach (int row in rows) counts[codes[row]]++;
        return OfSpellings(column, rows.Length, counts);
    }

    /// <summary>Of a column that was counted as it was read.</summary>
    public static ColumnSummary Of(RawColumn column)
    {
        var statistics = column.Statistics!;
        return column.AreNumbers
            ? new ColumnSummary(statistics.Rows, [], statistics.Sample(), []) { Known = statistics.Known, Range = statistics.Range }
            : OfSpellings(column, statistics.Rows, [.. Enumerable.Range(0, column.Spellings.Count).Select(statistics.CountOf)]);
    }

    /// <summary>The number that a share of the numbers does not exceed; between two of them where it lies between (as numpy does).</summary>
    public float Quantile(double share)
    {
        long count = _ends.Length > 0 ? _ends[^1] : _numbers.Length;
        double place = share * (count - 1);
        long below = (long)place;
        double at = At(below), above = At(Math.Min(below + 1, count - 1));
        return (float)(at + ((place - below) * (above - at)));
    }

    /// <summary>The numbers of a column of numbers (of one that is not in memory those of its sample) in their order, as long as nobody else writes where they stand.</summary>
    public ReadOnlySpan<float> Sorted()
    {
        _numbers.Span.Sort();
        return _numbers.Span;
    }

    private static ColumnSummary OfNumbers(ChunkedBuffer<float> numbers, int[] rows, float[] known)
    {
        int count = 0;
        var (smallest, largest) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (int row in rows)
        {
            float number = numbers[row];
            if (float.IsNaN(number)) continue;
            known[count++] = number;
            if (number < smallest) smallest = number;
            if (number > largest) largest = number;
        }
        return new ColumnSummary(rows.Length, [], known.AsMemory(0, count), []) { Range = (smallest, largest) };
    }

    private static ColumnSummary OfSpellings(RawColumn column, long rows, long[] counts)
    {
        var pairs = column.Spellings.Select((spelling, code) => (spelling.Number, Count: counts[code]))
            .Where(pair => pair.Count > 0 && !float.IsNaN(pair.Number)).OrderBy(pair => pair.Number).ToList();
        var ends = new long[pairs.Count];
        for (int i = 0; i < ends.Length; i++) ends[i] = pairs[i].Count + (i > 0 ? ends[i - 1] : 0);
        return new ColumnSummary(rows, counts, pairs.Select(pair => pair.Number).ToArray(), ends)
        {
            Range = pairs.Count > 0 ? (pairs[0].Number, pairs[^1].Number) : default,
        };
    }

    /// <summary>The number at a place of their order.</summary>
    private float At(long place)
    {
        if (_ends.Length == 0) return Selection.At(_numbers.Span, (int)place);
        int found = Array.BinarySearch(_ends, place + 1);
        return _numbers.Span[found >= 0 ? found : ~found];
    }
}
