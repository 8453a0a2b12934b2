using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>Within which values a search looks.</summary>
internal sealed class SpaceOptions() : OptionGroup("Search space: a range 16..256 or a list 32,64; what an option of train fixes is not searched")
{
    private readonly ValueOption<SearchDimension> _widths = Values(
        "--widths", "Neurons of each hidden layer.", "a quarter to the fourfold of what train takes", isLogarithmic: true, Whole);

    private readonly ValueOption<SearchDimension> _depths = Values("--depths", "Hidden layers, all of one width.", "1..3", isLogarithmic: false, Whole);

    private readonly ValueOption<SearchDimension> _rates = Values(
        "--rates", "Learning rates; a range is log-uniform.", "a tenth to the tenfold of train's", isLogarithmic: true, new Range(values => values.Least > 0, "give numbers above 0."));

    private readonly ValueOption<SearchDimension> _decays = Values(
        "--decays", "Weight decays; a range is log-uniform.", "a tenth to the tenfold of train's; 0.000001..0.01 where that is 0", isLogarithmic: true, new Range(values => values.Least >= 0, "give numbers of 0 or more."));

    private readonly ValueOption<SearchDimension> _dropouts = Values(
        "--dropouts", "Rates of dropout.", "0..0.5 for classes from 16 inputs on, else 0,0.1,0.2", isLogarithmic: false, new Range(values => values.Least >= 0 && values.Largest < 1, "give numbers from 0 to below 1."));

    private readonly ValueOption<SearchDimension> _batchSizes = Values(
        "--batch-sizes", "Data points of an update.", "half, once, twice and four times train's", isLogarithmic: true, Whole);

    public override IReadOnlyList<Option> Options => [_widths, _depths, _rates, _decays, _dropouts, _batchSizes];

    /// <summary>The space: what is asked for, else what suits the options; what an option of train fixes is not searched.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="usual">The space around the options.</param>
    /// <exception cref="InvalidInputException">A value is both fixed and searched.</exception>
    public SearchSpace Of(ParseResult result, SearchSpace usual) => new()
    {
        Widths = Chosen(result, _widths, "--hidden", usual.Widths),
        Depths = Chosen(result, _depths, "--hidden", usual.Depths),
        LearningRates = Chosen(result, _rates, "--learning-rate", usual.LearningRates),
        WeightDecays = Chosen(result, _decays, "--weight-decay", usual.WeightDecays),
        Dropouts = Chosen(result, _dropouts, "--dropout", usual.Dropouts),
        BatchSizes = Chosen(result, _batchSizes, "--batch-size", usual.BatchSizes),
    };

    private static SearchDimension? Chosen(ParseResult result, ValueOption<SearchDimension> searched, string fixedBy, SearchDimension? usual)
    {
        bool isFixed = result.CommandResult.Command.Options.First(option => option.Name == fixedBy) is var option && WasGiven(result, option);
        if (isFixed && WasGiven(result, searched)) throw new InvalidInputException($"{searched.Name} and {fixedBy}: a value is either searched or fixed. Give one of them.");
        return isFixed ? null : searched.Of(result) ?? usual;
    }

    private static Range Whole => new(values => values.IsWhole && values.Least >= 1, "give whole numbers of 1 or more.") { IsWhole = true };

    private static ValueOption<SearchDimension> Values(string name, string description, string defaultText, bool isLogarithmic, Range range) => new(name, "VALUES", description, text =>
    {
        var values = SearchDimension.Parse(Read.Text(text), isLogarithmic, range.IsWhole);
        return range.Holds(values) ? values : throw new InvalidInputException(range.Wanted);
    })
    { DefaultText = defaultText };

    /// <summary>What values an option takes.</summary>
    /// <param name="Holds">Whether it takes them.</param>
    /// <param name="Wanted">What it takes, for a message.</param>
    private sealed record Range(Func<SearchDimension, bool> Holds, string Wanted)
    {
        /// <summary>Whether a range has whole numbers alone.</summary>
        public bool IsWhole { get; init; }
    }
}
