namespace Backprop.Cli.Reports;

/// <summary>What a training came to.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="WeightsSha256">The fingerprint of the parameters.</param>
internal sealed record TrainingOutcome(TrainingResult Result, string WeightsSha256)
{
    /// <summary>Networks in the model; more than one in an ensemble.</summary>
    public int Members { get; init; } = 1;

    /// <summary>How many were to be trained.</summary>
    public int WantedMembers { get; init; } = 1;

    /// <summary>Whether members are missing, since training was interrupted; the result is that of the last whole one.</summary>
    public bool LacksMembers => Members < WantedMembers;

    /// <summary>The file of the model; null where training diverged and nothing was saved.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Its length in bytes.</summary>
    public long ModelBytes { get; init; }

    /// <summary>The model on the validation data; null without any.</summary>
    public Evaluation? Validation { get; init; }

    /// <summary>The model on the test data; null without any.</summary>
    public Assessment? Test { get; init; }

    /// <summary>Of a cross-validation the test of each fold; empty without one.</summary>
    public IReadOnlyList<Assessment> Folds { get; init; } = [];

    /// <summary>What stands in the way of learning; usually nothing.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The command that predicts with the model.</summary>
    public string? PredictCommand { get; init; }
}
