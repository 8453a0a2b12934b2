namespace Backprop;

/// <summary>How well scores put the rows of a class before the others. Ties are counted as scikit-learn counts them.</summary>
internal static class Ranking
{
    /// <summary>
    /// The area under the ROC curve: the chance that a row of the class has a higher score than another row, ties counting half
    /// (Mann–Whitney). NaN where all rows are of the class, or none.
    /// </summary>
    public static double RocArea(double[] scores, bool[] isPositive)
    {
        long positives = isPositive.LongCount(positive => positive), negatives = scores.Length - positives;
        double below = 0, area = 0;
        foreach (var (hits, misses) in Groups(scores, isPositive).Reverse())
        {
            area += hits * (below + (misses / 2.0));
            below += misses;
        }
        return positives == 0 || negatives == 0 ? double.NaN : area / positives / negatives;
    }

    /// <summary>Average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over all thresholds, highest first. NaN where no row is of the class.</summary>
    public static double AveragePrecision(double[] scores, bool[] isPositive)
    {
        long positives = isPositive.LongCount(positive => positive), found = 0, taken = 0;
        double sum = 0;
        foreach (var (hits, misses) in Groups(scores, isPositive))
        {
            (found, taken) = (found + hits, taken + hits + misses);
            sum += (double)hits / positives * found / taken;
        }
        return positives == 0 ? double.NaN : sum;
    }

    /// <summary>Points of the ROC curve (false and true positive rate), and with precision, from the highest threshold on.</summary>
    public static IReadOnlyList<CurveStep> Steps(double[] scores, bool[] isPositive)
    {
        long positives = isPositive.LongCount(positive => positive), negatives = scores.Length - positives, hits = 0, misses = 0;
        var steps = new List<CurveStep> { new(0, 0, 1) };
        foreach (var group in Groups(scores, isPositive))
        {
            (hits, misses) = (hits + group.Hits, misses + group.Misses);
            steps.Add(new CurveStep((double)misses / Math.Max(negatives, 1), (double)hits / Math.Max(positives, 1), (double)hits / (hits + misses)));
        }
        return steps;
    }

    /// <summary>How many rows of the class and how many others share a score, the highest score first.</summary>
    private static IEnumerable<(long Hits, long Misses)> Groups(double[] scores, bool[] isPositive)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort((double[])scores.Clone(), order);
        for (int last = order.Length - 1; last >= 0;)
        {
            double score = scores[order[last]];
            long hits = 0, misses = 0;
            for (; last >= 0 && scores[order[last]] == score; last--)
            {
                if (isPositive[order[last]]) hits++;
                else misses++;
            }
            yield return (hits, misses);
        }
    }
}

/// <summary>A point of the curves of a ranking, for one threshold.</summary>
/// <param name="FalsePositiveRate">The share of the other rows above the threshold.</param>
/// <param name="Recall">The share of the class's rows above it.</param>
/// <param name="Precision">The share of the class among the rows above it.</param>
public readonly record struct CurveStep(double FalsePositiveRate, double Recall, double Precision);
