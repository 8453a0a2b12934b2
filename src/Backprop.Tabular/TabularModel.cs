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
    public static TabularModel Train(TableOptions table, ModelOptions? options = null, TableShares? shares = null)
    {
        var training = new ModelTraining(Table.Read(table).Prepare(shares).Parts, options);
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
    /// The answers for raw rows, one after the other as they are taken: for classes one output a class, for numbers the numbers.
    /// A row has a value for each of the model's columns by name: a number, a text, yes or no, a time, or null where it is missing.
    /// </summary>
    /// <param name="rows">The rows; further values in them do not matter.</param>
    /// <param name="warn">Is told at the end of values unlike any in training; default nobody.</param>
    /// <exception cref="InvalidInputException">A value is missing by name, or is not what its column holds.</exception>
    public IEnumerable<float[]> Predict(IEnumerable<IReadOnlyDictionary<string, object?>> rows, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Answers(rows, warn);
    }

    /// <summary>The class that an answer speaks for.</summary>
    /// <exception cref="InvalidOperationException">The model predicts numbers.</exception>
    public string ClassOf(float[] answer) => Model.ClassOf(answer);

    private IEnumerable<float[]> Answers(IEnumerable<IReadOnlyDictionary<string, object?>> rows, Action<string>? warn)
    {
        var schema = Model.Schema;
        string[] names = [.. schema.Columns?.Where(column => column.Features.Count > 0).Select(column => column.Name) ?? schema.Features];
        using var read = ModelRows.Over(new RecordSource(rows, names), new ModelTableOptions { Path = "", Features = schema.Features, Columns = schema.Columns, Warn = warn });
        var inputs = new float[read.Width];
        while (read.Read(inputs)) yield return Model.Predict(inputs);
    }
}
