using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Options;

/// <summary>How a table that does not fit in memory is trained on.</summary>
internal sealed class StreamingOptions() : OptionGroup("Tables larger than memory")
{
    private readonly ValueOption<bool?> _stream = new(
        "--stream", "auto|always|never", $"Whether a table is read from a cache of prepared rows, a window at a time, rather than held in memory; auto: where its files have {TableStreaming.LargeBytes >> 20} MiB or more.",
        Read.OneOf(Choices), "auto")
    { Completions = Choices.Select(choice => choice.Word) };

    private readonly ValueOption<string> _cache = new(
        "--cache", "DIR", "The folder of that cache.", Read.Text)
    { DefaultText = "beside the table" };

    private readonly ValueOption<int?> _window = new(
        "--window", "ROWS", "Rows of a streamed table that are in memory at once; more are mixed better.", text => Read.Count(text))
    { DefaultText = "65536, or as many as 64 MiB hold" };

    private static IReadOnlyList<(string Word, bool? Value)> Choices => [("auto", null), ("always", true), ("never", false)];

    public override IReadOnlyList<Option> Options => [_stream, _cache, _window];

    /// <summary>How the table is streamed; null where it is held in memory.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="source">The data.</param>
    /// <param name="table">How the table is read.</param>
    /// <param name="hindrance">What the command line wants that needs all rows at once; null for nothing.</param>
    /// <param name="warn">Is told where a cache cannot be used.</param>
    /// <exception cref="InvalidInputException">The options do not fit each other.</exception>
    public TableStreaming? Of(ParseResult result, DataSource source, Func<TableOptions> table, string? hindrance, Action<string> warn)
    {
        bool? wanted = _stream.Of(result);
        if (!source.IsTable && wanted == true) throw new InvalidInputException($"{_stream.Name} always: {source.Location.Word} is {source.Location.KindName}, not a table.");
        if (hindrance is not null && wanted == true) throw new InvalidInputException($"{_stream.Name} always: {hindrance} needs all rows in memory; leave out one of the two.");
        bool streams = source.IsTable && hindrance is null && (wanted ?? TableStreaming.IsAdvisable(table()));
        if (streams) return new TableStreaming { CacheFolder = _cache.Of(result), Warn = warn };
        foreach (var option in new Option[] { _cache, _window }) Refuse(result, option, "the data are held in memory; --stream always would stream a table");
        return null;
    }

    /// <summary>The training with the window of the command line.</summary>
    public ModelOptions Apply(ParseResult result, ModelOptions options) => options with { Training = options.Training with { WindowRows = _window.Of(result) } };
}
