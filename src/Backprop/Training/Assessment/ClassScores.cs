using Backprop.Numerics;

namespace Backprop;

/// <summary>What a classifier, or a baseline, reaches. Values that cannot be computed are NaN.</summary>
/// <param name="Accuracy">The share of rows whose class is predicted.</param>
/// <param name="BalancedAccuracy">The mean over the classes of the share of their rows that is found (recall), so that a rare class counts as much as a frequent one.</param>
/// <param name="MacroF1">The mean over the classes of F1 = 2·precision·recall/(precision + recall).</param>
/// <param name="LogLoss">−mean ln p of the true class, p at least 2⁻⁵²; NaN where the outputs are no probabilities.</param>
/// <param name="RocAuc">The area under the ROC curve: of the second of two classes, of several the mean of each against the others.</param>
/// <param name="AveragePrecision">Average precision, likewise.</param>
/// <param name="Brier">Of two classes the mean of (p − t)² of the second, of several the mean of Σ (p − t)² over the classes; NaN where the outputs are no probabilities.</param>
public sealed record ClassScores(
    double Accuracy, double BalancedAccuracy, double MacroF1, double LogLoss, double RocAuc, double AveragePrecision, double Brier)
{
    /// <summary>What always answering with the commonest class, and with the shares of the classes as probabilities, reaches.</summary>
    /// <param name="counts">The rows of each class, or the sum of their weights; above 0 in all.</param>
    internal static ClassScores OfBaseline(IReadOnlyList<double> counts)
    {
        double rows = counts.Sum(), most = counts.Max() / rows;
        double[] shares = [.. counts.Where(count => count > 0).Select(count => count / rows)];
        bool binary = counts.Count == 2;
        return new ClassScores(
            most,
            1.0 / shares.Length,
            2 * most / (1 + most) / shares.Length,
            -shares.Sum(share => share * PortableMath.Log(share)),
            shares.Length > 1 ? 0.5 : double.NaN,
            binary ? counts[1] / rows : shares.Average(),
            binary ? counts[1] / rows * (1 - (counts[1] / rows)) : 1 - shares.Sum(share => share * share));
    }
}
