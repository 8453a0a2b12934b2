using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>Data to train on.</summary>
/// <param name="Data">What is trained on: of a table without its validation part, of other data with it. Never the test part.</param>
/// <param name="Test">What is never trained on; null for none.</param>
internal sealed record LoadedData(Dataset Data, Dataset? Test)
{
    /// <summary>The table that the data come from; null for other data.</summary>
    public Table? Table { get; init; }

    /// <summary>What was made of the table.</summary>
    public PreparedTable? Prepared { get; init; }

    /// <summary>What suits these data where the command line says nothing.</summary>
    public ModelOptions Defaults => ModelOptions.For(Data.IsClassification, Data.Count + (Prepared?.Parts.Validation?.Count ?? 0L), Data.Features);

    /// <summary>The training of a model on these data.</summary>
    public ModelTraining Train(ModelOptions options) =>
        Prepared is null ? new ModelTraining(Data, options) : new ModelTraining(Prepared.Parts, options);
}
