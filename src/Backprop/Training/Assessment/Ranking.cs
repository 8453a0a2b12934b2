namespace Backprop;

/// <summary>How well scores put the rows of a class before the others. Ties and weights are counted as scikit-learn counts them.</summary>
internal static class Ranking
{
    /// <summary>
    /// The area under the ROC curve: the chance that a row of the class has a higher score than another row, ties counting half
    /// (Mann–Whitney). NaN where all rows are of the class, or none.
    /// </summary>
    public static double RocArea(RankedRows rows)
    {
        var (positives, negatives) = (rows.Hits, rows.Misses);
        double below = 0, area = 0;
        foreach (var (hits, misses) in rows.Groups.Reverse())
        {
            area += hits * (below + (misses / 2.0));
            below += misses;
        }
        return positives == 0 || negatives == 0 ? double.NaN : area / positives / negatives;
    }

    /// <summary>Average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over all thresholds, highest first. NaN where no row is of the class.</summary>
    public static double AveragePrecision(RankedRows rows)
    {
        double positives = rows.Hits, found = 0, taken = 0, sum = 0;
        foreach (var (hits, misses) in rows.Groups)
        {
            (found, taken) = (found + hits, taken + hits + misses);
            if (taken > 0) sum += hits / positives * found / taken;
        }
        return positives == 0 ? double.NaN : sum;
    }

    /// <summary>Points of the ROC curve (false and true positive rate), and with precision, from the highest threshold on.</summary>
    public static IReadOnlyList<CurveStep> Steps(RankedRows rows)
    {
        var (positives, negatives) = (rows.Hits, rows.Misses);
        double hits = 0, misses = 0;
        var steps = new List<CurveStep> { new(0, 0, 1) };
        foreach (var group in rows.Groups)
        {
            (hits, misses) = (hits + group.Hits, misses + group.Misses);
            if (hits + misses > 0) steps.Add(new CurveStep(misses == 0 ? 0 : misses / negatives, hits == 0 ? 0 : hits / positives, hits / (hits + misses)));
        }
        return steps;
    }
}

/// <summary>A point of the curves of a ranking, for one threshold.</summary>
/// <param name="FalsePositiveRate">The share of the other rows above the threshold.</param>
/// <param name="Recall">The share of the class's rows above it.</param>
/// <param name="Precision">The share of the class among the rows above it.</param>
public readonly record struct CurveStep(double FalsePositiveRate, double Recall, double Precision);
