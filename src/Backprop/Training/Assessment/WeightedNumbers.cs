using Backprop.Data;

namespace Backprop;

/// <summary>Means and quantiles of numbers that belong to the rows of a data set, so many a row as it has outputs.</summary>
internal sealed class WeightedNumbers(Dataset data)
{
    /// <summary>Σ w·x / Σ w.</summary>
    public double Mean(double[] values)
    {
        if (!data.HasWeights) return values.Average();
        double sum = 0;
        for (int i = 0; i < values.Length; i++) sum += data.Weight(i / data.Outputs) * values[i];
        return sum / (data.TotalWeight() * data.Outputs);
    }

    /// <summary>
    /// Without weights, between two values where the share falls between them, as numpy does. With weights, the least value with at least that
    /// share of the weight up to it, and the middle of it and the next where it is that share exactly: scikit-learn's median with <c>sample_weight</c>.
    /// </summary>
    public double Of(double[] values, double share)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).Where(i => data.Weight(i / data.Outputs) > 0).OrderBy(i => values[i])];
        if (!data.HasWeights)
        {
            double place = share * (order.Length - 1);
            int below = (int)place;
            return values[order[below]] + ((place - below) * (values[order[Math.Min(below + 1, order.Length - 1)]] - values[order[below]]));
        }
        double wanted = share * order.Sum(i => (double)data.Weight(i / data.Outputs)), sum = 0;
        for (int k = 0; k < order.Length; k++)
        {
            sum += data.Weight(order[k] / data.Outputs);
            if (sum == wanted && k + 1 < order.Length) return (values[order[k]] + values[order[k + 1]]) / 2;
            if (sum >= wanted) return values[order[k]];
        }
        return values[order[^1]];
    }
}
