using Backprop.Reference;

namespace Backprop.Cli.Reports;

/// <summary>The result of a gradient check, in words and as JSON.</summary>
internal static class CheckText
{
    /// <summary>The engine's worst gradient, with both numbers.</summary>
    public static string Engine(GradientCheckResult result) => FormattableString.Invariant(
        $"worst relative error {result.WorstOfEngine.RelativeError:0.0e-0} (allowed {result.AllowedOfEngine:0e-0}), of {result.WorstOfEngine.Name}: {result.WorstOfEngine.Engine:G9} by the engine, {result.WorstOfEngine.Reference:G9} by the reference");

    /// <summary>The reference's worst gradient, with both numbers.</summary>
    public static string Reference(GradientComparison comparison)
    {
        string kinks = comparison.Kinks.Count > 0 ? $"; {Figures.Count(comparison.Kinks.Count)} at a kink of an activation could not be judged" : "";
        return comparison.Worst is not { } worst
            ? $"no gradient could be judged{kinks}"
            : FormattableString.Invariant($"{Figures.Count(comparison.Entries.Count, "gradient")} compared, worst relative error {worst.RelativeError:0.0e-0} (allowed {GradientCheck.ReferenceTolerance:0e-0}), of {worst.Name}: {worst.Gradient:G12} by back-propagation, {worst.FiniteDifference:G12} by differences{kinks}");
    }

    /// <summary>Whether the reference's gradients are those of finite differences.</summary>
    public static bool Holds(GradientComparison comparison) =>
        comparison.Worst is not { } worst || worst.RelativeError <= GradientCheck.ReferenceTolerance;
}
