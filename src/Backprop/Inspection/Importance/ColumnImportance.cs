namespace Backprop;

/// <summary>What a model loses when one column no longer belongs to its row.</summary>
/// <param name="Name">The column of the table, or the feature where the data are no table.</param>
/// <param name="LossIncreases">For each repeat: loss with the column permuted − loss.</param>
/// <param name="MetricDecreases">
/// For each repeat: metric − metric with the column permuted, as scikit-learn's <c>permutation_importance</c> has it; NaN where the metric is.
/// </param>
public sealed record ColumnImportance(string Name, IReadOnlyList<double> LossIncreases, IReadOnlyList<double> MetricDecreases)
{
    /// <summary>Whether the network sees the column; one that it does not see has importance 0.</summary>
    public bool IsUsed { get; init; } = true;

    /// <summary>The mean over the repeats; NaN where nothing was measured yet.</summary>
    public double LossIncrease => Mean(LossIncreases);

    /// <summary>The standard deviation over the repeats (of the repeats themselves, divided by their number).</summary>
    public double LossSpread => Deviation(LossIncreases);

    /// <inheritdoc cref="LossIncrease"/>
    public double MetricDecrease => Mean(MetricDecreases);

    /// <inheritdoc cref="LossSpread"/>
    public double MetricSpread => Deviation(MetricDecreases);

    private static double Mean(IReadOnlyList<double> values) => values.Count == 0 ? double.NaN : values.Average();

    private static double Deviation(IReadOnlyList<double> values)
    {
        double mean = Mean(values);
        return Math.Sqrt(Mean([.. values.Select(value => (value - mean) * (value - mean))]));
    }
}
