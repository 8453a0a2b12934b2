namespace Backprop.Cli.Reports;

/// <summary>A metric over the folds of a cross-validation; folds where it is not defined do not count.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Values">Its value in each fold.</param>
internal sealed record FoldSpread(string Name, IReadOnlyList<double> Values)
{
    private IEnumerable<double> Finite => Values.Where(double.IsFinite);

    public double Mean => Finite.DefaultIfEmpty(double.NaN).Average();

    /// <summary>The standard deviation of a sample: √(Σ(x − mean)²/(n − 1)); NaN of fewer than two.</summary>
    public double Deviation => Finite.Count() is > 1 and var count ? Math.Sqrt(Finite.Sum(value => (value - Mean) * (value - Mean)) / (count - 1)) : double.NaN;

    public double Smallest => Finite.DefaultIfEmpty(double.NaN).Min();

    public double Largest => Finite.DefaultIfEmpty(double.NaN).Max();

    /// <summary>Each metric of the folds.</summary>
    public static IReadOnlyList<FoldSpread> Of(IReadOnlyList<Assessment> folds) =>
        [.. Metric.Of(folds[0]).Select((metric, i) => new FoldSpread(metric.Name, [.. folds.Select(fold => Metric.Of(fold)[i].Value)]))];
}
