using System.CommandLine;
using Backprop.Cli.Data;

namespace Backprop.Cli.Options;

/// <summary>Where predictions go.</summary>
internal sealed class PredictionOptions() : OptionGroup("Result")
{
    private readonly ValueOption<string> _output = new("--output", "FILE", "Where the predictions go; an existing file is replaced; '-' is the standard output.", Read.Text)
    { DefaultText = "the standard output" };

    private readonly Option<bool> _keep = new("--keep-others")
    {
        Description = "Put the columns of a table that the model has no use for, such as an identifier, before the predictions.",
    };

    public override IReadOnlyList<Option> Options => [_output, _keep];

    /// <summary>The file; null for the standard output.</summary>
    public string? Output(ParseResult result) => _output.Of(result);

    /// <summary>Whether other columns are passed through.</summary>
    /// <exception cref="InvalidInputException">The data are no table.</exception>
    public bool KeepsOthers(ParseResult result, DataSource source)
    {
        if (!source.IsTable) Refuse(result, _keep, "the data are no table");
        return result.GetValue(_keep);
    }
}
