namespace Backprop;

/// <summary>
/// How a model came to be, kept in its file. It names no time and no machine: the same training writes the same bytes.
/// </summary>
public sealed record TrainingRecord
{
    /// <summary>Name of the data set.</summary>
    public required string Data { get; init; }

    /// <summary>SHA-256 of the raw data, so that one can tell whether a file is the one that was trained on.</summary>
    public required string DataFingerprint { get; init; }

    /// <summary>Data points that were trained on.</summary>
    public required int TrainingRows { get; init; }

    /// <summary>Data points held out for validation.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>The optimizer with its options.</summary>
    public required OptimizerSettings Optimizer { get; init; }

    /// <summary>The learning rate η.</summary>
    public float LearningRate => (float)Optimizer.LearningRate!.Value;

    /// <summary>Data points of one update; null where the whole data set was one batch.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The most epochs allowed.</summary>
    public required int Epochs { get; init; }

    /// <summary>Epochs without improvement that would have ended training; null for no limit.</summary>
    public int? Patience { get; init; }

    /// <summary>The key of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The weight of each class's rows, in the order of the outputs; null where they counted alike.</summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }

    /// <summary>Whether rows had weights of their own.</summary>
    public bool HasRowWeights { get; init; }

    /// <summary>Schedule, regularization and what was watched, where it was not the usual: name and value, such as <c>schedule</c> and <c>cosine</c>.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Those options that are what is chosen for such data where nothing is said, by their names in the file; empty in older files.</summary>
    public IReadOnlyList<string> ByDefault { get; init; } = [];

    /// <summary>Why training ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>The epoch whose parameters the model has.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Losses of each epoch.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>Of an ensemble how each member was trained, of which everything above is the first; empty for a single network.</summary>
    public IReadOnlyList<MemberRecord> Members { get; init; } = [];

    /// <summary>The search that chose the options; null where there was none.</summary>
    public SearchRecord? Search { get; init; }
}

/// <summary>How a member of an ensemble was trained.</summary>
/// <param name="Seed">The key of its random numbers.</param>
/// <param name="StopReason">Why its training ended.</param>
/// <param name="BestEpoch">The epoch whose parameters it has.</param>
/// <param name="Epochs">Epochs that were finished.</param>
public sealed record MemberRecord(ulong Seed, StopReason StopReason, int BestEpoch, int Epochs);

/// <summary>The losses of one epoch.</summary>
/// <param name="TrainLoss">On the training data, as the batches went by.</param>
/// <param name="ValidationLoss">On the validation data after the epoch; null without any.</param>
public readonly record struct CurvePoint(double TrainLoss, double? ValidationLoss);
