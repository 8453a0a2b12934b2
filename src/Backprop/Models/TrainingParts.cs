using Backprop.Data;

namespace Backprop;

/// <summary>Data in the parts that a training needs.</summary>
/// <param name="Training">What is learned from.</param>
/// <param name="Validation">What is only looked at, for early stopping and the choice of the best epoch; null for none.</param>
public sealed record TrainingParts(Dataset Training, Dataset? Validation)
{
    /// <summary>The columns of the table that the features come from; null (the default) where they come from none.</summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    /// <summary>How the features are scaled, where <see cref="InputScalingKind.Automatic"/> is chosen; null (the default) to measure it on the training part.</summary>
    public AffineScaling? InputScaling { get; init; }
}
