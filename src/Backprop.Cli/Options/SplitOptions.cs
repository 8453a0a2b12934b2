using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Reports;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Options;

/// <summary>Which data are held out, for validation and for a test.</summary>
internal sealed class SplitOptions() : OptionGroup("Held-out data")
{
    // ModelTraining draws validation data from stream 1 of the same seed.
    private const uint TestStream = 0;

    private readonly ValueOption<double> _validation = new(
        "--validation", "SHARE", "Share of the data held out to find the best epoch and to stop early; 0 for none.", Read.FractionOrZero, "0.1");

    private readonly ValueOption<string> _test = new(
        "--test", "SHARE|FILE", "Data that are never trained on, to measure the result: a share of DATA, or data of their own, read as DATA is.", Read.Text)
    { DefaultText = "none" };

    private readonly ValueOption<string> _testLabels = new(
        "--test-labels", "FILE", "The labels of a test file of IDX images.", Read.Text);

    private readonly ValueOption<int?> _folds = new(
        "--cross-validate", "K", "Divide a table into K folds and train K times, each time with another fold for the test, to tell the mean and the spread; then train the model on all rows.",
        text => Read.Whole(text, 2, int.MaxValue))
    { DefaultText = "none" };

    public override IReadOnlyList<Option> Options => [_validation, _test, _testLabels, _folds];

    /// <summary>The data of each fold's training; null where none are wanted.</summary>
    /// <exception cref="InvalidInputException">The data are no table, or too few.</exception>
    public IEnumerable<LoadedData>? Folds(ParseResult result, LoadedData loaded, ulong seed)
    {
        if (_folds.Of(result) is not { } folds) return null;
        if (WasGiven(result, _test)) throw new InvalidInputException($"{_folds.Name} tests on every row in turn, so {_test.Name} has no place beside it: give one of them.");
        if (loaded.Table is not { } table) throw new InvalidInputException($"{_folds.Name} divides tables; '{CommandPath.Program} data export' makes one of a built-in data set.");
        return table.PrepareFolds(folds, new TableShares { Validation = Validation(result), Seed = seed })
            .Select(prepared => new LoadedData(prepared.Parts.Training, prepared.Test) { Table = table, Prepared = prepared });
    }

    /// <summary>Folds of a cross-validation; 0 for none.</summary>
    public int FoldCount(ParseResult result) => _folds.Of(result) ?? 0;

    /// <summary>The parts of each fold that a search judges by; null where it judges by the validation part.</summary>
    /// <exception cref="InvalidInputException">The data are no table, or too few.</exception>
    public IReadOnlyList<TrainingParts>? JudgingFolds(ParseResult result, LoadedData loaded, ulong seed)
    {
        if (_folds.Of(result) is not { } folds) return null;
        Refuse(result, _validation, $"{_folds.Name} judges by every row in turn");
        if (loaded.Table is not { } table) throw new InvalidInputException($"{_folds.Name} divides tables; '{CommandPath.Program} data export' makes one of a built-in data set.");
        string? test = _test.Of(result);
        var shares = new TableShares { Test = test is not null && Read.IsNumber(test) ? Share(test) : 0, Validation = 0, Seed = seed };
        return [.. table.PrepareFolds(folds, shares).Select(prepared => prepared.Parts with { Validation = prepared.Test })];
    }

    /// <summary>Share of the validation data.</summary>
    public double Validation(ParseResult result) => _validation.Of(result);

    /// <summary>What needs all rows of a table in memory, as a message says it; null for nothing.</summary>
    public string? Hindrance(ParseResult result) => _folds.Of(result) is null ? null : _folds.Name;

    /// <summary>The files that are read for a test.</summary>
    public IEnumerable<(string What, string? Path)> Files(ParseResult result)
    {
        string? test = _test.Of(result);
        bool isFile = test is not null && !Read.IsNumber(test) && !BuiltInDatasets.Names.Contains(test);
        return [("the test data", isFile ? test : null), ("the labels of the test data", _testLabels.Of(result))];
    }

    /// <summary>Reads DATA and sets test data aside, or reads them too.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="source">What DATA is.</param>
    /// <param name="seed">The key of the draws.</param>
    /// <param name="warn">Is told of what test data of their own have that training has not.</param>
    /// <param name="streaming">How a table is streamed; null to hold it in memory.</param>
    /// <param name="use">What else is done with a table in memory.</param>
    /// <exception cref="InvalidInputException">Something cannot be read, or an option does not fit.</exception>
    public LoadedData Load(ParseResult result, DataSource source, ulong seed, Action<string> warn, TableStreaming? streaming, TableUse use)
    {
        string? test = _test.Of(result);
        bool isShare = test is null || Read.IsNumber(test);
        if (isShare) Refuse(result, _testLabels, test is null ? "there is no --test" : "the test data are a share of DATA");
        double share = isShare && test is not null ? Share(test) : 0;
        var testSource = isShare ? null : TestSource(result, source, test!);
        double validation = Validation(result);
        var loaded = streaming is not null
            ? LoadedData.Of(StreamedTable.Open(source.TableOptions, new TableShares { Test = share, Validation = validation, Seed = seed }, streaming))
            : source.IsTable ? Prepare(result, source.ReadTable(), (share, validation), seed, use with { IsAskedAgain = use.IsAskedAgain || FoldCount(result) > 0 }) : Split(result, source.ReadDataset(), share, seed);
        return testSource is null ? loaded : WithTest(loaded, () => testSource.ReadFor(KnownColumns.Of(loaded), warn, _testLabels.Name));
    }

    /// <summary>The same data with nothing held out for validation: of a table the columns are learned anew.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="source">What DATA is.</param>
    /// <param name="loaded">The data in memory.</param>
    /// <param name="seed">The key of the draws.</param>
    /// <param name="warn">Is told of what test data of their own have that training has not.</param>
    public LoadedData WithoutValidation(ParseResult result, DataSource source, LoadedData loaded, ulong seed, Action<string> warn)
    {
        if (loaded.Table is not { } table) return loaded;
        string? test = _test.Of(result);
        bool isShare = test is null || Read.IsNumber(test);
        var all = Prepare(result, table, (isShare && test is not null ? Share(test) : 0, 0), seed, new TableUse(IsShown: false, IsAskedAgain: true));
        return isShare ? all : WithTest(all, () => TestSource(result, source, test!).ReadFor(KnownColumns.Of(all), warn, _testLabels.Name));
    }

    private static LoadedData WithTest(LoadedData loaded, Func<Dataset> read)
    {
        try
        {
            return loaded with { Test = read() };
        }
        catch
        {
            loaded.Streamed?.Dispose();
            throw;
        }
    }

    private LoadedData Split(ParseResult result, Dataset data, double share, ulong seed)
    {
        var (rest, test) = share == 0 ? new DatasetParts(data, null!) : SplitTest(share, () => data.Split(share, seed, TestStream));
        RequireValidationRows(result, rest.Name, rest.Count);
        return new LoadedData(rest, test);
    }

    private LoadedData Prepare(ParseResult result, Table table, (double Test, double Validation) shares, ulong seed, TableUse use)
    {
        RequireValidationRows(result, table.Name, table.RowsWithTarget - (int)(shares.Test * table.RowsWithTarget));
        var description = use.IsShown ? TableDescription.Of(table) : null;
        var parts = new TableShares { Test = shares.Test, Validation = shares.Validation, Seed = seed };
        var prepared = SplitTest(shares.Test, () => use.IsAskedAgain ? table.Prepare(parts) : table.PrepareOnce(parts));
        return new LoadedData(prepared.Parts.Training, prepared.Test) { Table = use.IsAskedAgain ? table : null, Description = description, Prepared = prepared };
    }

    private DataSource TestSource(ParseResult result, DataSource source, string test)
    {
        var location = DataLocation.Find(test, WasGiven(result, _testLabels));
        if (location.Kind != DataKind.Idx) Refuse(result, _testLabels, $"{test} is {location.KindName}, not a file of IDX images");
        return source with { Location = location, Labels = _testLabels.Of(result) };
    }

    private double Share(string text)
    {
        try
        {
            return Read.FractionOrZero(text) is > 0 and var share ? share : throw new InvalidInputException("");
        }
        catch (InvalidInputException exception)
        {
            throw new InvalidInputException($"{_test.Name} {text}: give a share of the data between 0 and 1, such as 0.2, or a file.", exception);
        }
    }

    private T SplitTest<T>(double share, Func<T> split)
    {
        try
        {
            return split();
        }
        catch (InvalidInputException exception) when (share > 0 && exception is not MissingColumnException && exception.Message.StartsWith("A part of", StringComparison.Ordinal))
        {
            throw new InvalidInputException(FormattableString.Invariant($"{_test.Name} {share}: {exception.Message}"), exception);
        }
    }

    private void RequireValidationRows(ParseResult result, string name, int count)
    {
        double rows = Validation(result) * count;
        if (rows is > 0 and < 0.5) throw new InvalidInputException(FormattableString.Invariant(
            $"{name} has {Figures.Count(count, "row")} to train on, too few to hold out a share of {Validation(result)} for validation. Give more data, or {_validation.Name} 0."));
        if (rows > 0 && count - rows <= 0.5) throw new InvalidInputException(FormattableString.Invariant(
            $"{_validation.Name} {Validation(result)}: of {Figures.Count(count, "row")} none is left to train on. Give a smaller share, such as 0.1."));
    }
}
