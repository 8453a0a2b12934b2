using System.CommandLine;
using Backprop.Data;

namespace Backprop.Cli.Options;

/// <summary>The arguments that several commands take.</summary>
internal static class SharedArguments
{
    public static Argument<string> Data()
    {
        var argument = new Argument<string>("DATA")
        {
            Description = $"A built-in data set ({string.Join(", ", BuiltInDatasets.Names)}), a CSV or TSV file, or a file of IDX images; files may be gzipped.",
        };
        argument.CompletionSources.Add([.. BuiltInDatasets.Names]);
        return argument;
    }

    /// <summary>Data that a command takes as an option, beside a model.</summary>
    public static Option<string> DataOption(bool required)
    {
        var option = new Option<string>("--data") { HelpName = "DATA", Description = Data().Description, Required = required };
        option.CompletionSources.Add([.. BuiltInDatasets.Names]);
        return option;
    }

    public static Argument<string> Model() => new("MODEL")
    {
        Description = "A model file that 'train' wrote.",
    };
}
