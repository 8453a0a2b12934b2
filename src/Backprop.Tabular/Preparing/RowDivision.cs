using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tabular;

/// <summary>How the rows of a table are divided: one by one (each class in proportion), by whole groups, or by time.</summary>
internal sealed class RowDivision
{
    private readonly int[]? _groups;
    private readonly double[]? _times;

    private RowDivision(int[]? groups, double[]? times) => (_groups, _times) = (groups, times);

    public static RowDivision Of(TableReading reading)
    {
        int rows = reading.Rows;
        if (reading.Group >= 0)
        {
            var column = reading.Columns[reading.Group]!;
            if (column.Codes is null) throw new InvalidInputException($"{column.Described} has too many different values for groups; draw the rows one by one.");
            return new RowDivision([.. Enumerable.Range(0, rows).Select(row => column.Codes[row])], null);
        }
        return new RowDivision(null, reading.Time >= 0 ? TimesOf(reading.Columns[reading.Time]!, rows) : null);
    }

    /// <summary>Sets a share of some rows aside; both parts keep their order.</summary>
    public (int[] Others, int[] Part) Split(Table table, TargetValues target, int[] rows, double share, (ulong Seed, uint Stream) key)
    {
        if (share == 0) return (rows, []);
        bool[] chosen = _groups is not null ? ByGroup(table, rows, share, key)
            : _times is not null ? ByTime(table, rows, share)
            : DatasetSplit.Choose(table.Name, rows.Length, target.Labels(rows), target.Classes?.Length ?? 0, share, key);
        return (RowsWhere(rows, chosen, false), RowsWhere(rows, chosen, true));
    }

    /// <summary>The fold, from 0, of each of some rows: each class, or whole groups, spread over the folds.</summary>
    public int[] Folds(Table table, TargetValues target, int[] rows, int folds, ulong seed)
    {
        if (_times is not null) throw new InvalidInputException($"{table.Where}: rows in order of time cannot be divided into folds, which would learn from the future; leave out the time.");
        int[] order = [.. Enumerable.Range(0, rows.Length)];
        new CounterRandom(seed, RandomPurpose.Split, FoldStream).Shuffle(order);
        int[] labels = target.Labels(rows), fold = new int[rows.Length];
        if (_groups is null)
        {
            // Stable: the shuffled order stays within each class.
            foreach (var (place, row) in order.OrderBy(row => labels.Length == 0 ? 0 : labels[row]).Index()) fold[row] = place % folds;
            return fold;
        }
        var sizes = new int[folds];
        foreach (var group in order.GroupBy(row => _groups[rows[row]]).OrderByDescending(group => group.Count()))
        {
            int smallest = Array.IndexOf(sizes, sizes.Min());
            foreach (int row in group) fold[row] = smallest;
            sizes[smallest] += group.Count();
        }
        return sizes.Min() > 0 ? fold : throw new InvalidInputException($"{table.Where}: there are too few groups for {folds} folds; give fewer.");
    }

    private const uint FoldStream = 2;

    private static int[] RowsWhere(int[] rows, bool[] chosen, bool value)
    {
        var found = new int[chosen.AsSpan().Count(value)];
        int count = 0;
        for (int i = 0; i < rows.Length; i++)
            if (chosen[i] == value) found[count++] = rows[i];
        return found;
    }

    /// <summary>Groups in random order, as many as do not exceed the share, at least one.</summary>
    private bool[] ByGroup(Table table, int[] rows, double share, (ulong Seed, uint Stream) key)
    {
        var members = rows.Index().GroupBy(entry => _groups![entry.Item], entry => entry.Index).OrderBy(group => group.Key).Select(group => group.ToArray()).ToArray();
        if (members.Length < 2) throw new InvalidInputException($"{table.Where}: one group only; to hold out a part, at least two are needed.");
        int[] order = [.. Enumerable.Range(0, members.Length)];
        new CounterRandom(key.Seed, RandomPurpose.Split, key.Stream).Shuffle(order);
        var chosen = new bool[rows.Length];
        int wanted = (int)Math.Round(share * rows.Length, MidpointRounding.AwayFromZero), taken = 0, groups = 0;
        foreach (int group in order)
        {
            if (groups > 0 && taken + members[group].Length > wanted) continue;
            if (groups == members.Length - 1) break;
            foreach (int row in members[group]) chosen[row] = true;
            (taken, groups) = (taken + members[group].Length, groups + 1);
        }
        return chosen;
    }

    /// <summary>The latest rows; among equal times those that stand last in the table.</summary>
    private bool[] ByTime(Table table, int[] rows, double share)
    {
        int part = (int)Math.Round(share * rows.Length, MidpointRounding.AwayFromZero);
        if (part == 0 || part == rows.Length) throw new InvalidInputException(FormattableString.Invariant($"A part of {share} of {(rows.Length == 1 ? "the only row" : $"the {rows.Length} rows")} of {table.Name} leaves no row for {(part == 0 ? "the part" : "the rest")}: choose another fraction or more rows."));
        var chosen = new bool[rows.Length];
        foreach (int i in Enumerable.Range(0, rows.Length).OrderByDescending(i => _times![rows[i]]).ThenByDescending(i => i).Take(part)) chosen[i] = true;
        return chosen;
    }

    private static double[] TimesOf(RawColumn column, int rows)
    {
        if (column.Missing > 0) throw new InvalidInputException($"{column.Described} has gaps, but every row needs its time; fill them in, or remove the rows.");
        if (column.FirstText is null) return [.. Enumerable.Range(0, rows).Select(row => (double)column.Number(row))];
        DateOrder order = (column.Codes is null ? null : DateText.OrderOf(KindInference.Texts(column)))
            ?? throw new InvalidInputException($"{column.Described} holds neither times nor numbers, such as {column.FirstText}; choose another column.");
        double[] ofCode = [.. column.Spellings.Select(spelling => DateText.TryRead(spelling.Text, order, out double days) ? days : 0)];
        return [.. Enumerable.Range(0, rows).Select(row => ofCode[column.Codes![row]])];
    }
}
