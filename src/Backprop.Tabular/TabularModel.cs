using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Backprop.Tabular;

/// <summary>A model of a table: trained from a file, kept in one, and asked with raw rows by the names of their columns.</summary>
/// <param name="Model">The network with its columns, scaling and classes.</param>
public sealed record TabularModel(Model Model)
{
    /// <summary>Reads a table, prepares it and trains a model on it.</summary>
    /// <param name="table">The table; its target is needed.</param>
    /// <param name="options">What to build and how to train it; by default as the command line does.</param>
    /// <param name="shares">Which parts are set aside; by default a tenth for validation.</param>
    /// <exception cref="InvalidInputException">Table and options do not go together; the message says where.</exception>
    public static TabularModel Train(TableOptions table, ModelOptions? options = null, TableShares? shares = null) =>
        Train(new ModelTraining(Table.Read(table).PrepareOnce(shares).Parts, options));

    /// <summary>Prepares a table, such as one of a program's own rows (<see cref="Table.Of"/>), and trains a model on it.</summary>
    /// <param name="table">The table; its target is needed.</param>
    /// <param name="options">What to build and how to train it; by default as the command line does.</param>
    /// <param name="shares">Which parts are set aside; by default a tenth for validation.</param>
    /// <exception cref="InvalidInputException">Table and options do not go together; the message says where.</exception>
    public static TabularModel Train(Table table, ModelOptions? options = null, TableShares? shares = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Train(new ModelTraining(table.Prepare(shares).Parts, options));
    }

    /// <summary>
    /// Trains a model on a table that need not fit in memory: a window of <see cref="TrainingOptions.WindowRows"/> of its rows is there at once.
    /// Which parts are set aside was said where it was opened (<see cref="StreamedTable.Open"/>). It has the bits of the command line's <c>--stream always</c>.
    /// </summary>
    /// <param name="table">The table; it stays open.</param>
    /// <param name="options">What to build and how to train it; by default as the command line does. Weights of classes, mixup and L-BFGS need all rows in memory.</param>
    /// <exception cref="InvalidInputException">Table and options do not go together; the message says where.</exception>
    public static TabularModel Train(StreamedTable table, ModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Train(new ModelTraining(table.Parts, options));
    }

    private static TabularModel Train(ModelTraining training)
    {
        var result = training.Run();
        return result.StopReason == StopReason.Diverged
            ? throw new InvalidInputException($"Training diverged in {result.Divergence}. Give a smaller learning rate.")
            : new TabularModel(training.Model);
    }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="InvalidInputException">The file is missing, damaged or not a model.</exception>
    public static TabularModel Load(string path) => new(Model.Load(path));

    /// <summary>Writes the model file, atomically.</summary>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    public void Save(string path) => Model.Save(path);

    /// <summary>
    /// The answers for raw rows, one after the other in their order, as they are taken: for classes one output a class, for numbers the numbers.
    /// They have the bits of the answers for the same rows in a file.
    /// </summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="rows">The rows; what they have beside the model's columns does not matter.</param>
    /// <param name="columns">How rows have columns; by default <see cref="RowColumns.ByProperty"/>: properties by name, or the values of a dictionary.</param>
    /// <param name="warn">Is told at the end of values unlike any in training; default nobody.</param>
    /// <exception cref="InvalidInputException">A column is missing by name, or a value is not what its column holds.</exception>
    public IEnumerable<float[]> Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        IEnumerable<T> rows, RowColumns<T>? columns = null, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        columns ??= RowColumns.ByProperty<T>();
        RequireColumns(columns);
        return Answers(rows, columns, warn);
    }

    /// <summary>The same for rows that come over time: each is answered when it is there.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="rows">The rows; what they have beside the model's columns does not matter.</param>
    /// <param name="columns">How rows have columns; by default <see cref="RowColumns.ByProperty"/>: properties by name, or the values of a dictionary.</param>
    /// <param name="warn">Is told at the end of values unlike any in training; default nobody.</param>
    /// <param name="cancellation">Is handed to the rows.</param>
    /// <exception cref="InvalidInputException">A column is missing by name, or a value is not what its column holds.</exception>
    public IAsyncEnumerable<float[]> PredictAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        IAsyncEnumerable<T> rows, RowColumns<T>? columns = null, Action<string>? warn = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        columns ??= RowColumns.ByProperty<T>();
        RequireColumns(columns);
        return Answers(rows, columns, warn, cancellation);
    }

    /// <summary>The class that an answer speaks for.</summary>
    /// <exception cref="InvalidOperationException">The model predicts numbers.</exception>
    public string ClassOf(float[] answer) => Model.ClassOf(answer);

    private IEnumerable<float[]> Answers<T>(IEnumerable<T> rows, RowColumns<T> columns, Action<string>? warn)
    {
        var source = Source(columns);
        using var read = Rows(source, warn);
        var inputs = new float[read.Width];
        foreach (var row in rows)
        {
            source.Offer(row);
            read.Read(inputs);
            yield return Model.Predict(inputs);
        }
        read.Read(inputs);
    }

    private async IAsyncEnumerable<float[]> Answers<T>(
        IAsyncEnumerable<T> rows, RowColumns<T> columns, Action<string>? warn, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var source = Source(columns);
        using var read = Rows(source, warn);
        var inputs = new float[read.Width];
        await foreach (var row in rows.WithCancellation(cancellation).ConfigureAwait(false))
        {
            source.Offer(row);
            read.Read(inputs);
            yield return Model.Predict(inputs);
        }
        read.Read(inputs);
    }

    /// <summary>A missing column is refused before any row is taken.</summary>
    private void RequireColumns<T>(RowColumns<T> columns) => Source(columns).Dispose();

    private RowSource<T> Source<T>(RowColumns<T> columns) =>
        new(columns, [.. Model.Schema.Columns?.Where(column => column.Features.Count > 0).Select(column => column.Name) ?? Model.Schema.Features]);

    private ModelRows Rows(TableSource source, Action<string>? warn) =>
        ModelRows.Over(source, new ModelTableOptions { Path = "", Features = Model.Schema.Features, Columns = Model.Schema.Columns, Warn = warn });
}
