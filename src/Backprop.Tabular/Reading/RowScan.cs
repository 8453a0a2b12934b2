using Backprop.Numerics;

namespace Backprop.Tabular;

/// <summary>
/// For a table that is read without being kept: which part each row belongs to, and which rows of the training part are in the sample that
/// medians come from. The sample is drawn row by row (J. S. Vitter, Random sampling with a reservoir, 1985, algorithm R) with numbers
/// that are keyed by seed and row.
/// </summary>
internal sealed class RowScan(TableShares shares)
{
    /// <summary>The most rows of the sample.</summary>
    public const int MostRows = 1 << 17;

    /// <summary>The sample of all columns takes no more than so many bytes, but has <see cref="FewestRows"/> rows at least.</summary>
    public const long MostBytes = 64 << 20;

    private const int FewestRows = 1 << 10;

    private readonly CounterRandom _random = new(shares.Seed, RandomPurpose.RowSample, 0);
    private readonly RowParts _parts = new(shares);
    private TableSource _source = null!;
    private int _target, _group;
    private long _row;

    /// <summary>The most rows of this table's sample.</summary>
    public int MostSampledRows { get; private set; }

    /// <summary>The rows of the sample so far.</summary>
    public int SampledRows => (int)Math.Min(TrainingRows, MostSampledRows);

    /// <summary>The rows of the training part so far.</summary>
    public long TrainingRows { get; private set; }

    /// <summary>Whether the current row belongs to the training part.</summary>
    public bool IsTraining { get; private set; }

    /// <summary>The current row's place in the sample; −1 for none.</summary>
    public int Slot { get; private set; }

    /// <summary>A table is read from its beginning.</summary>
    public void Start(TableSource source, int target, int group)
    {
        TablePreparation.RequireTarget(source, target);
        (_source, _target, _group, _row, TrainingRows) = (source, target, group, 0, 0);
        MostSampledRows = (int)Math.Clamp(MostBytes / (sizeof(float) * (long)source.Columns), FewestRows, MostRows);
    }

    public ColumnStatistics NewColumn() => new(this);

    /// <summary>Looks at the source's next row.</summary>
    public void Next()
    {
        IsTraining = _parts.Of(_source, _row++, _target, _group) == TablePart.Training;
        Slot = -1;
        if (!IsTraining) return;
        long ordinal = TrainingRows++;
        int slot = ordinal < MostSampledRows ? (int)ordinal : _random.Below((int)ordinal + 1, (ulong)ordinal);
        if (slot < MostSampledRows) Slot = slot;
    }
}
