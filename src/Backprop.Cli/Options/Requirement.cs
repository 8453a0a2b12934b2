using System.Globalization;
using Backprop.Cli.Reports;
using Backprop.Numerics;

namespace Backprop.Cli.Options;

/// <summary>A bound on a metric, such as <c>accuracy>=0.96</c>.</summary>
internal sealed record Requirement(string Metric, string Comparison, double Bound)
{
    // Longest first: >= would be read as > otherwise.
    private static readonly (string Sign, Func<double, double, bool> Holds)[] Comparisons =
    [
        (">=", (value, bound) => value >= bound),
        ("<=", (value, bound) => value <= bound),
        (">", (value, bound) => value > bound),
        ("<", (value, bound) => value < bound),
    ];

    /// <summary>Reads a requirement; null where the text is none.</summary>
    public static Requirement? TryRead(string text)
    {
        foreach (var (sign, _) in Comparisons)
        {
            int at = text.IndexOf(sign, StringComparison.Ordinal);
            if (at < 0) continue;
            string metric = text[..at].Trim();
            return Reports.Metric.Names.Contains(metric)
                && double.TryParse(text[(at + sign.Length)..].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double bound)
                && double.IsFinite(bound)
                ? new Requirement(metric, sign, bound)
                : null;
        }
        return null;
    }

    /// <summary>Refuses a metric that the model's evaluations do not have.</summary>
    public void RequireMetricOf(Model model)
    {
        var known = model.Schema.IsClassification ? Reports.Metric.NamesForClasses : Reports.Metric.NamesForNumbers;
        if (!known.Contains(Metric))
            throw new InvalidInputException($"--require {this}: a model of {(model.Schema.IsClassification ? "classes" : "numbers")} has {string.Join(", ", known)}.");
    }

    /// <summary>Ends the command with <see cref="ExitCode.CheckFailed"/> where the bound does not hold; NaN holds none.</summary>
    public void Check(Assessment assessment)
    {
        double value = Reports.Metric.Of(assessment).First(metric => metric.Name == Metric).Value;
        if (!Array.Find(Comparisons, comparison => comparison.Sign == Comparison).Holds(value, Bound))
            throw new CommandFailure(ExitCode.CheckFailed, $"{Metric} is {ShortNumber.Of(value)}, but {this} was required.");
    }

    public override string ToString() => $"{Metric}{Comparison}{ShortNumber.Of(Bound)}";
}
