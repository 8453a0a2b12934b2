using Backprop.Numerics;

namespace Backprop.Tabular;

/// <summary>What a row of a table is for.</summary>
internal enum TablePart
{
    Training,
    Validation,
    Test,

    /// <summary>For nothing: its target is missing.</summary>
    None,
}

/// <summary>
/// The part of each row of a table that is read row by row: with u uniform in (0, 1), keyed by seed and row (or, with groups, by the text of the
/// group), test where u &lt; share, and of the others likewise validation. No row has to know of another, so shares hold on average.
/// </summary>
internal sealed class RowParts(TableShares shares)
{
    private readonly CounterRandom _test = new(shares.Seed, RandomPurpose.HeldOutRow, 0), _validation = new(shares.Seed, RandomPurpose.HeldOutRow, ModelTraining.ValidationStream);

    /// <param name="source">The table, at the row.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="target">The column of the target.</param>
    /// <param name="group">The column of the groups; −1 for none.</param>
    public TablePart Of(TableSource source, long row, int target, int group)
    {
        if (Cell.IsMissing(source[target])) return TablePart.None;
        ulong key = group < 0 ? (ulong)row : Hash(source[group]);
        return shares.Test > 0 && _test.Uniform(key) < shares.Test ? TablePart.Test
            : shares.Validation > 0 && _validation.Uniform(key) < shares.Validation ? TablePart.Validation
            : TablePart.Training;
    }

    /// <summary>FNV-1a, 64 bits: groups that share a hash would only share a part.</summary>
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in text) hash = (hash ^ b) * 0x100000001B3;
        return hash;
    }
}
