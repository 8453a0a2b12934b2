namespace Backprop;

/// <summary>Rows by their score, the highest first: how many of a class, and how many others, share each score.</summary>
internal sealed class RankedRows
{
    /// <summary>Sorts the rows.</summary>
    /// <param name="scores">One a row.</param>
    /// <param name="isPositive">Whether the row is of the class.</param>
    /// <param name="weights">How much the row counts; empty where all count alike.</param>
    public RankedRows(double[] scores, bool[] isPositive, ReadOnlySpan<float> weights)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort((double[])scores.Clone(), order);
        var groups = new List<(double Hits, double Misses)>();
        for (int last = order.Length - 1; last >= 0;)
        {
            double score = scores[order[last]], hits = 0, misses = 0;
            for (; last >= 0 && scores[order[last]] == score; last--)
            {
                double weight = weights.IsEmpty ? 1 : weights[order[last]];
                if (isPositive[order[last]]) hits += weight;
                else misses += weight;
            }
            groups.Add((hits, misses));
            (Hits, Misses) = (Hits + hits, Misses + misses);
        }
        Groups = groups;
    }

    /// <summary>Rows of the class and others of each score, by weight.</summary>
    public IReadOnlyList<(double Hits, double Misses)> Groups { get; }

    /// <summary>Rows of the class, by weight.</summary>
    public double Hits { get; }

    /// <summary>Other rows, by weight.</summary>
    public double Misses { get; }
}
