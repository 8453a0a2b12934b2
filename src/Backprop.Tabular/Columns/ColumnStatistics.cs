namespace Backprop.Tabular;

/// <summary>
/// What is counted of a column whose rows are not kept: the cells of the training part by their spelling, and of its numbers how many there
/// are, their range, and those of a sample of rows, from which medians and quartiles come. While the training part fits in the
/// sample, nothing is missing in it.
/// </summary>
internal sealed class ColumnStatistics(RowScan scan)
{
    private const int FirstSample = 1 << 10;

    private readonly List<long> _counts = [];
    private float[] _sample = [];

    /// <summary>Rows of the training part.</summary>
    public long Rows => scan.TrainingRows;

    /// <summary>Rows of the training part with a number.</summary>
    public long Known { get; private set; }

    /// <summary>The range of the training part's numbers.</summary>
    public (float Smallest, float Largest) Range { get; private set; } = (float.PositiveInfinity, float.NegativeInfinity);

    /// <summary>The range of the numbers of all rows.</summary>
    public (float Smallest, float Largest) WholeRange { get; private set; } = (float.PositiveInfinity, float.NegativeInfinity);

    /// <summary>The rows of the training part with each spelling.</summary>
    public long CountOf(int code) => code < _counts.Count ? _counts[code] : 0;

    /// <summary>The numbers of the sample, in any order, once the table is read: nothing is added any more.</summary>
    public float[] Sample()
    {
        int count = 0;
        foreach (float number in _sample.AsSpan(0, Math.Min(_sample.Length, scan.SampledRows)))
            if (!float.IsNaN(number)) _sample[count++] = number;
        if (count < _sample.Length) Array.Resize(ref _sample, count);
        return _sample;
    }

    /// <summary>Takes the cell of the current row by its spelling.</summary>
    /// <param name="code">The code of the spelling.</param>
    /// <param name="number">Its number; NaN where it has none.</param>
    public void Add(int code, float number)
    {
        if (scan.IsTraining)
        {
            while (_counts.Count <= code) _counts.Add(0);
            _counts[code]++;
        }
        Add(number);
    }

    /// <summary>Takes the number of the current row; NaN where it has none.</summary>
    public void Add(float number)
    {
        bool known = !float.IsNaN(number);
        if (known) WholeRange = (Math.Min(WholeRange.Smallest, number), Math.Max(WholeRange.Largest, number));
        if (!scan.IsTraining) return;
        if (known)
        {
            Known++;
            Range = (Math.Min(Range.Smallest, number), Math.Max(Range.Largest, number));
        }
        if (scan.Slot < 0) return;
        if (scan.Slot >= _sample.Length) Array.Resize(ref _sample, (int)Math.Clamp(2L * _sample.Length, Math.Min(FirstSample, scan.MostSampledRows), scan.MostSampledRows));
        _sample[scan.Slot] = number;
    }
}
