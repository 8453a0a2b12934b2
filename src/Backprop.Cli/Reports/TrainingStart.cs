using Backprop.Cli.Data;
using Backprop.Data;

namespace Backprop.Cli.Reports;

/// <summary>What is about to be trained.</summary>
/// <param name="Loaded">The data.</param>
/// <param name="Training">The training.</param>
/// <param name="Options">Its options.</param>
/// <param name="Threads">Threads that share the work.</param>
internal sealed record TrainingStart(LoadedData Loaded, ModelTraining Training, ModelOptions Options, int Threads)
{
    /// <summary>What is trained on.</summary>
    public Dataset Data => Loaded.Data;

    /// <summary>Data points to train on and for validation, without those of the test.</summary>
    public int Rows => Training.TrainingRows + Training.ValidationRows;

    /// <summary>The column of the weights of rows; null where there is none.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Where the training keeps what it is; null for nowhere.</summary>
    public Checkpointing? Checkpoints { get; init; }

    /// <summary>Data points held out for the test.</summary>
    public int TestRows => Loaded.TestRows;
}
