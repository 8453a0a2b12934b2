using Backprop.Reference;

namespace Backprop;

/// <summary>One gradient of the engine beside the reference's.</summary>
/// <param name="Name">Which number, such as <c>layers.0.weight[2,1]</c>.</param>
/// <param name="Engine">The engine's mean gradient.</param>
/// <param name="Reference">The reference's.</param>
/// <param name="RelativeError">|difference| / the largest gradient of the same parameter, or a tenth of the layer's.</param>
public sealed record EngineGradient(string Name, double Engine, double Reference, double RelativeError);

/// <summary>What <see cref="GradientCheck"/> found.</summary>
/// <param name="EngineLoss">The mean loss by the engine.</param>
/// <param name="ReferenceLoss">The mean loss by the reference.</param>
/// <param name="WorstOfEngine">The engine's gradient that is farthest from the reference's.</param>
/// <param name="ReferenceComparison">The reference's gradients beside finite differences.</param>
public sealed record GradientCheckResult(
    double EngineLoss, double ReferenceLoss, EngineGradient WorstOfEngine, GradientComparison ReferenceComparison)
{
    /// <summary>The largest relative error that the comparison with finite differences may show; larger where a layer without a reference takes part.</summary>
    public double AllowedOfReference { get; init; } = GradientCheck.ReferenceTolerance;

    /// <summary>The largest relative error that the engine may show against the reference; larger where layers normalize.</summary>
    public double AllowedOfEngine { get; init; } = GradientCheck.EngineTolerance;

    /// <summary>Whether every gradient is within its tolerance.</summary>
    public bool Passed =>
        WorstOfEngine.RelativeError <= AllowedOfEngine
        && (ReferenceComparison.Worst?.RelativeError ?? 0) <= AllowedOfReference;

    /// <summary>One line: what was worst, with both numbers.</summary>
    public override string ToString()
    {
        string engine = FormattableString.Invariant(
            $"engine: worst {WorstOfEngine.Name}: {WorstOfEngine.Engine:G9} against the reference's {WorstOfEngine.Reference:G9}, relative error {WorstOfEngine.RelativeError:0.0e-0}");
        return ReferenceComparison.Worst is { } worst
            ? engine + FormattableString.Invariant(
                $"; reference: worst {worst.Name}: {worst.Gradient:G12} against the finite difference {worst.FiniteDifference:G12}, relative error {worst.RelativeError:0.0e-0}")
            : engine + "; reference: no finite difference could be judged";
    }
}
