using Backprop.Numerics;

namespace Backprop.Data;

/// <summary>What <see cref="DatasetSplit.Split"/> makes of a data set: every row is in exactly one of the two.</summary>
/// <param name="Rest">The rows that stay.</param>
/// <param name="Part">The rows that were set aside.</param>
public readonly record struct DatasetParts(Dataset Rest, Dataset Part);

/// <summary>Sets a random part of a data set aside, for validation or for a test.</summary>
public static class DatasetSplit
{
    /// <summary>
    /// Draws <c>round(fraction · Count)</c> rows (halves away from zero) for the part; the others are the rest.
    /// Classes are represented in proportion: class c gives ⌊n_c · part / Count⌋ rows, and the rows still missing come
    /// one each from the classes with the largest remainders, the first class first among equals. Rows with numbers for
    /// targets are drawn without regard to them. Both parts keep the order of the data set.
    /// </summary>
    /// <param name="dataset">The data to divide.</param>
    /// <param name="fraction">The share of the part, between 0 and 1, both excluded.</param>
    /// <param name="seed">The same seed draws the same rows, on every machine.</param>
    /// <param name="stream">Distinguishes the draws of one seed, such as those for test and for validation. Default 0.</param>
    /// <exception cref="InvalidInputException">The fraction is not between 0 and 1, or leaves no row in one of the two.</exception>
    public static DatasetParts Split(this Dataset dataset, double fraction, ulong seed, uint stream = 0)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        bool[] chosen = Choose(dataset.Name, dataset.Count, dataset.Labels, dataset.IsClassification ? dataset.Outputs : 0, fraction, (seed, stream));
        return new DatasetParts(dataset.Select(RowsWhere(chosen, false)), dataset.Select(RowsWhere(chosen, true)));
    }

    /// <summary>The rows of the part, by the rule of <see cref="Split"/>, for data that are not a data set yet.</summary>
    /// <param name="name">What messages call the data.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="labels">The class of each row; empty for regression.</param>
    /// <param name="classes">The number of classes; 0 for regression.</param>
    /// <param name="fraction">The share of the part.</param>
    /// <param name="key">Seed and stream of the draw.</param>
    internal static bool[] Choose(string name, int count, ReadOnlySpan<int> labels, int classes, double fraction, (ulong Seed, uint Stream) key)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new InvalidInputException(FormattableString.Invariant(
                $"A part of {fraction} of {name} cannot be set aside: give a fraction between 0 and 1, such as 0.1."));
        int part = (int)Math.Round(fraction * count, MidpointRounding.AwayFromZero);
        if (part == 0 || part == count)
            throw new InvalidInputException(FormattableString.Invariant(
                $"A part of {fraction} of {(count == 1 ? "the only row" : $"the {count} rows")} of {name} leaves no row for {(part == 0 ? "the part" : "the rest")}: choose another fraction or more rows."));

        int[] left = classes > 0 ? Quotas(CountOf(labels, classes), count, part) : [part];
        int[] order = [.. Enumerable.Range(0, count)];
        new CounterRandom(key.Seed, RandomPurpose.Split, key.Stream).Shuffle(order);
        var chosen = new bool[count];
        foreach (int row in order)
        {
            ref int quota = ref left[classes > 0 ? labels[row] : 0];
            if (quota > 0) (chosen[row], quota) = (true, quota - 1);
        }
        return chosen;
    }

    private static int[] CountOf(ReadOnlySpan<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (int label in labels) counts[label]++;
        return counts;
    }

    // Largest remainder, in whole numbers. A class with a remainder has more rows than its quota, so one more can be taken.
    private static int[] Quotas(int[] counts, int total, int part)
    {
        var quotas = new int[counts.Length];
        var remainders = new long[counts.Length];
        for (int c = 0; c < counts.Length; c++)
        {
            (long quota, remainders[c]) = Math.DivRem((long)counts[c] * part, total);
            quotas[c] = (int)quota;
        }
        int missing = part - quotas.Sum();
        foreach (int c in Enumerable.Range(0, counts.Length).OrderByDescending(c => remainders[c]).Take(missing)) quotas[c]++;
        return quotas;
    }

    private static int[] RowsWhere(bool[] chosen, bool value) =>
        [.. Enumerable.Range(0, chosen.Length).Where(row => chosen[row] == value)];
}
