namespace Backprop;

/// <summary>Loss and metrics of a network on a data set; where its rows have weights, every mean, share and sum is the weighted one.</summary>
/// <param name="Loss">The mean loss over data points, of the loss that the network was trained with.</param>
public abstract record Evaluation(double Loss);

/// <summary>How well classes are told apart.</summary>
/// <param name="Loss">The mean loss over data points.</param>
/// <param name="Accuracy">The share of data points whose largest output is that of their class.</param>
/// <param name="Confusion">Counts of rows, whatever their weights: <c>Confusion[actual][predicted]</c>.</param>
public sealed record ClassificationEvaluation(double Loss, double Accuracy, IReadOnlyList<IReadOnlyList<int>> Confusion) : Evaluation(Loss)
{
    /// <summary>Sums of weights in the place of counts; where rows have no weights, <see cref="Confusion"/>.</summary>
    public IReadOnlyList<IReadOnlyList<double>> WeightedConfusion
    {
        get => _weights ?? [.. Confusion.Select(row => row.Select(count => (double)count).ToArray())];
        init => _weights = value;
    }

    /// <summary>Whether rows had weights.</summary>
    public bool IsWeighted => _weights is not null;

    private readonly IReadOnlyList<IReadOnlyList<double>>? _weights;
}

/// <summary>How well numbers are predicted; over several targets, the errors are pooled and R² is the mean of the targets' R².</summary>
/// <param name="Loss">The mean loss over data points, in the units that the network was trained in.</param>
/// <param name="R2">1 − Σ(t − y)²/Σ(t − mean t)²: 1 is perfect, 0 no better than the mean; NaN where all targets are equal.</param>
/// <param name="RootMeanSquaredError">√ of the mean of (t − y)², in the units of the target.</param>
/// <param name="MeanAbsoluteError">The mean of |t − y|, in the units of the target.</param>
public sealed record RegressionEvaluation(double Loss, double R2, double RootMeanSquaredError, double MeanAbsoluteError) : Evaluation(Loss);
