using System.CommandLine;
using System.CommandLine.Parsing;

namespace Backprop.Cli.Options;

/// <summary>An option with one value, read by a function whose error becomes one line that names option and value.</summary>
internal sealed class ValueOption<T> : Option<ValueOption<T>.Choice>, IDescribed
{
    /// <param name="name">Such as <c>--seed</c>.</param>
    /// <param name="valueName">What help calls the value, such as <c>N</c>.</param>
    /// <param name="description">A sentence for help, without the default.</param>
    /// <param name="read">Reads the text; throws <see cref="InvalidInputException"/> for what it does not allow.</param>
    /// <param name="defaultText">The value where the option is not given, as text for <paramref name="read"/>; null for none.</param>
    public ValueOption(string name, string valueName, string description, Func<string, T> read, string? defaultText = null)
        : base(name)
    {
        (HelpName, Description, DefaultText, Arity) = (valueName, description, defaultText, ArgumentArity.ExactlyOne);
        CustomParser = result => Read(result, read);
        if (defaultText is not null) DefaultValueFactory = _ => new Choice(read(defaultText));
    }

    /// <summary>What help shows as the default; settable where it is no single value.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Words that shells complete.</summary>
    public IEnumerable<string> Completions
    {
        init => CompletionSources.Add([.. value]);
    }

    /// <summary>The value, given or by default; null where there is none.</summary>
    public T? Of(ParseResult result) => result.GetValue(this) is { } choice ? choice.Value : default;

    private Choice? Read(ArgumentResult result, Func<string, T> read)
    {
        string text = result.Tokens[0].Value;
        try
        {
            return new Choice(read(text));
        }
        catch (InvalidInputException exception)
        {
            result.AddError($"{Name} {(text.Length == 0 ? "''" : text)}: {exception.Message}");
            return null;
        }
    }

    /// <summary>A value that was chosen: "none" may be chosen too, which the parser takes for no value at all.</summary>
    internal sealed record Choice(T Value);
}
