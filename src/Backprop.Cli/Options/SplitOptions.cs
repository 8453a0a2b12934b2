using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Data;

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

    public override IReadOnlyList<Option> Options => [_validation, _test, _testLabels];

    /// <summary>Share of the validation data.</summary>
    public double Validation(ParseResult result) => _validation.Of(result);

    /// <summary>The files that are read for a test.</summary>
    public IEnumerable<(string What, string? Path)> Files(ParseResult result)
    {
        string? test = _test.Of(result);
        bool isFile = test is not null && !Read.IsNumber(test) && !BuiltInDatasets.Names.Contains(test);
        return [("the test data", isFile ? test : null), ("the labels of the test data", _testLabels.Of(result))];
    }

    /// <summary>Reads DATA and sets test data aside, or reads them too.</summary>
    /// <exception cref="InvalidInputException">Something cannot be read, or an option does not fit.</exception>
    public (LoadedData Data, Dataset? Test) Load(ParseResult result, DataSource source, ulong seed)
    {
        if (_test.Of(result) is not { } test)
        {
            Refuse(result, _testLabels, "there is no --test");
            var all = source.Read();
            RequireValidationRows(result, all.Data);
            return (all, null);
        }
        if (Read.IsNumber(test))
        {
            Refuse(result, _testLabels, "the test data are a share of DATA");
            double share = Share(test);
            var all = source.Read();
            var parts = SplitTest(all.Data, share, seed);
            RequireValidationRows(result, parts.Rest);
            return (all with { Data = parts.Rest }, parts.Part);
        }
        var testSource = TestSource(result, source, test);
        var loaded = source.Read();
        RequireValidationRows(result, loaded.Data);
        return (loaded, testSource.ReadFor(KnownColumns.Of(loaded.Data), _testLabels.Name));
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

    private DatasetParts SplitTest(Dataset data, double share, ulong seed)
    {
        try
        {
            return data.Split(share, seed, TestStream);
        }
        catch (InvalidInputException exception)
        {
            throw new InvalidInputException(FormattableString.Invariant($"{_test.Name} {share}: {exception.Message}"), exception);
        }
    }

    private void RequireValidationRows(ParseResult result, Dataset data)
    {
        double rows = Validation(result) * data.Count;
        if (rows is > 0 and < 0.5) throw new InvalidInputException(FormattableString.Invariant(
            $"{data.Name} has {data.Count} rows to train on, too few to hold out a share of {Validation(result)} for validation. Give more data, or {_validation.Name} 0."));
        if (rows > 0 && data.Count - rows <= 0.5) throw new InvalidInputException(FormattableString.Invariant(
            $"{_validation.Name} {Validation(result)}: of {data.Count} rows none is left to train on. Give a smaller share, such as 0.1."));
    }
}
