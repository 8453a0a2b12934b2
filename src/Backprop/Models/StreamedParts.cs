using Backprop.Data;

namespace Backprop;

/// <summary>Data in the parts that a training needs, which need not be in memory at once. Their scaling is measured here, on the training part.</summary>
public sealed record StreamedParts
{
    /// <summary>Rows of the training part that tell a training what the data are like.</summary>
    internal const int HeadRows = 64;

    /// <summary>Reads the training part twice for its scaling.</summary>
    /// <param name="training">What is learned from.</param>
    /// <param name="validation">What is only looked at, for early stopping and the choice of the best epoch; null for none.</param>
    public StreamedParts(BlockSource training, BlockSource? validation) : this(training, validation, AffineScaling.Standardize(training))
    {
    }

    /// <param name="training">What is learned from.</param>
    /// <param name="validation">What is only looked at.</param>
    /// <param name="scaling">What was measured of the training part before.</param>
    internal StreamedParts(BlockSource training, BlockSource? validation, (AffineScaling Inputs, AffineScaling? Targets) scaling)
    {
        (Training, Validation) = (training, validation);
        (Standardization, TargetScaling) = scaling;
    }

    /// <summary>What is learned from.</summary>
    public BlockSource Training { get; }

    /// <summary>What is only looked at; null for none.</summary>
    public BlockSource? Validation { get; }

    /// <summary>The columns of the table that the features come from; null (the default) where they come from none.</summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    /// <summary>How the features are scaled, where <see cref="InputScalingKind.Automatic"/> is chosen; null (the default) to standardize all.</summary>
    public AffineScaling? InputScaling { get; init; }

    /// <summary>Mean 0 and deviation 1 for all features.</summary>
    internal AffineScaling Standardization { get; }

    /// <summary>Mean 0 and deviation 1 for the targets; null for classes.</summary>
    internal AffineScaling? TargetScaling { get; }
}
