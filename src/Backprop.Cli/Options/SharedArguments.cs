using System.CommandLine;
using System.CommandLine.Parsing;
using Backprop.Data;

namespace Backprop.Cli.Options;

/// <summary>The arguments that several commands take.</summary>
internal static class SharedArguments
{
    private static readonly string Described =
        $"A built-in data set ({string.Join(", ", BuiltInDatasets.Names)}); a table: CSV, TSV, NPY or NPZ, '-' for the standard input; or a file of IDX images. Files may be gzipped.";

    /// <summary>DATA, which may be several files of one table.</summary>
    public static Argument<string[]> Data()
    {
        var argument = new Argument<string[]>("DATA")
        {
            Description = $"{Described} Several files, or a pattern such as 'part-*.csv', are one table.",
            Arity = new ArgumentArity(1, 100_000),
        };
        argument.CompletionSources.Add([.. BuiltInDatasets.Names]);
        RefuseOptions(argument);
        return argument;
    }

    /// <summary>What begins as an option and is no file was meant as an option: an argument of many words would take it.</summary>
    public static void RefuseOptions(Argument<string[]> argument) => argument.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
            if (token.Value.Length > 1 && token.Value[0] == '-' && !File.Exists(token.Value) && result.Parent is CommandResult command)
                result.AddError(UsageError.Unknown(command, token.Value));
    });

    /// <summary>Data that a command takes as an option, beside a model.</summary>
    public static Option<string> DataOption(bool required)
    {
        var option = new Option<string>("--data") { HelpName = "DATA", Description = Described, Required = required };
        option.CompletionSources.Add([.. BuiltInDatasets.Names]);
        return option;
    }

    public static Argument<string> Model() => new("MODEL")
    {
        Description = "A model file that 'train' wrote.",
    };
}
