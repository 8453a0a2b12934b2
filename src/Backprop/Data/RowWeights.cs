namespace Backprop.Data;

/// <summary>What the weights of a data set's rows must be, and what follows from them.</summary>
internal static class RowWeights
{
    /// <exception cref="InvalidInputException">A weight is negative or not finite, all are 0, or there are more or fewer than rows.</exception>
    public static void Check(string name, float[] weights, int rows)
    {
        if (weights.Length != rows) throw new InvalidInputException($"{name}: {weights.Length} weights for {rows} rows; each row needs one.");
        for (int row = 0; row < rows; row++)
        {
            if (!(weights[row] >= 0 && float.IsFinite(weights[row])))
                throw new InvalidInputException(FormattableString.Invariant(
                    $"{name}: row {row} has the weight {weights[row]}; a weight is a finite number of 0 or more."));
        }
        if (Array.TrueForAll(weights, weight => weight == 0))
            throw new InvalidInputException($"{name}: the weights of all {rows} rows are 0; at least one must be above.");
    }

    /// <summary>Σ w_j, rows ascending; the number of rows where they have no weights.</summary>
    public static double TotalWeight(this Dataset data)
    {
        if (!data.HasWeights) return data.Count;
        double sum = 0;
        foreach (float weight in data.Weights) sum += weight;
        return sum;
    }

    /// <summary>The weight of each class, <c>[Outputs]</c>: the sum over its rows, which is their number where they have no weights.</summary>
    public static double[] ClassWeightSums(this Dataset data)
    {
        var sums = new double[data.Outputs];
        for (int row = 0; row < data.Count; row++) sums[data.Labels[row]] += data.Weight(row);
        return sums;
    }

    /// <summary>The data as if rows of weight 0 were not there; themselves where there are none, or no others.</summary>
    public static Dataset WithoutRowsOfNoWeight(this Dataset data)
    {
        if (!data.Weights.Contains(0f)) return data;
        int[] rows = [.. Enumerable.Range(0, data.Count).Where(row => data.Weight(row) > 0)];
        return rows.Length == 0 ? data : data.Select(rows);
    }
}
