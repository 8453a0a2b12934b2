namespace Backprop;

/// <summary>How well one class is told from the others; shares are of weights, where rows have weights.</summary>
/// <param name="Name">The class.</param>
/// <param name="Rows">Its rows, whatever their weights.</param>
/// <param name="Precision">The share of the rows predicted as it that are of it; 0 where none is.</param>
/// <param name="Recall">The share of its rows that are predicted as it; 0 where it has none.</param>
public sealed record ClassQuality(string Name, int Rows, double Precision, double Recall)
{
    /// <summary>2·precision·recall/(precision + recall); 0 where both are.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;
}

/// <summary>Rows whose predicted probability lies in one tenth of 0 … 1.</summary>
/// <param name="Rows">How many there are.</param>
/// <param name="Predicted">The mean of their probabilities.</param>
/// <param name="Actual">The share of them for which it came true.</param>
public sealed record CalibrationBin(int Rows, double Predicted, double Actual);
