using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>Data to train on.</summary>
/// <param name="Data">What is trained on: of a table without its validation part, of other data with it. Never the test part.</param>
/// <param name="Test">What is never trained on; null for none.</param>
internal sealed record LoadedData(Dataset Data, Dataset? Test)
{
    /// <summary>The table that is not in memory; null where all data are. Then <see cref="Data"/> are some rows of its training part.</summary>
    public StreamedTable? Streamed { get; init; }

    /// <summary>The columns of a table, as they were learned; null where there are none.</summary>
    public IReadOnlyList<TableColumn>? Columns => Streamed?.Parts.Columns ?? Prepared?.Parts.Columns;

    /// <summary>Rows of the test part.</summary>
    public int TestRows => Test?.Count ?? Streamed?.Test?.Count ?? 0;

    /// <summary>A table that is not in memory.</summary>
    public static LoadedData Of(StreamedTable table) => new(table.Parts.Training.Sample(Diagnosis.MostRows), null) { Streamed = table };

    /// <summary>The model on the test part; null where there is none.</summary>
    public Assessment? Assess(Model model, int? threads) =>
        Test is { } test ? model.Assess(test, threads) : Streamed?.Test is { } streamed ? model.Assess(streamed, threads) : null;

    /// <summary>The table that the data come from; null for other data, and where nobody asks it again.</summary>
    public Table? Table { get; init; }

    /// <summary>What is shown of the table; null where there is none, or nobody wants to see it.</summary>
    public TableDescription? Description { get; init; }

    /// <summary>What was made of the table.</summary>
    public PreparedTable? Prepared { get; init; }

    /// <summary>What suits these data where the command line says nothing.</summary>
    public ModelOptions Defaults => ModelOptions.For(Data.IsClassification, Rows, Data.Features);

    /// <summary>Rows to train on and to validate with.</summary>
    public long Rows => Streamed is { Parts: var streamed }
        ? streamed.Training.Count + (streamed.Validation?.Count ?? 0L)
        : Data.Count + (Prepared?.Parts.Validation?.Count ?? 0L);

    /// <summary>A search on these data.</summary>
    /// <param name="all">The same data with nothing held out for validation.</param>
    /// <param name="search">How to search.</param>
    /// <param name="options">What to search around.</param>
    /// <param name="folds">The folds to judge by; null for the validation part.</param>
    public ModelSearch Search(LoadedData all, SearchOptions search, ModelOptions options, IReadOnlyList<TrainingParts>? folds) =>
        folds is not null ? new ModelSearch(folds, all.Prepared!.Parts, search, options) :
        Prepared is null ? new ModelSearch(Data, search, options) : new ModelSearch(Prepared.Parts, all.Prepared!.Parts, search, options);

    /// <summary>The training of a model on these data.</summary>
    public ModelTraining Train(ModelOptions options) =>
        Streamed is not null ? new ModelTraining(Streamed.Parts, options) :
        Prepared is null ? new ModelTraining(Data, options) : new ModelTraining(Prepared.Parts, options);
}
