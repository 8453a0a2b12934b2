using System.Globalization;

namespace Backprop.Cli.Options;

/// <summary>From the text of an option to its value, the same in every locale; the errors say what is allowed.</summary>
internal static class Read
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static string Text(string text) =>
        text.Length > 0 ? text : throw new InvalidInputException("the value is empty.");

    /// <summary>A whole number from 1.</summary>
    public static int Count(string text) => Whole(text, 1, int.MaxValue);

    public static int Whole(string text, int least, int most)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) || value < least || value > most)
            throw new InvalidInputException(most == int.MaxValue && !IsTooLarge(text)
                ? $"give a whole number of {least} or more."
                : $"give a whole number from {least} to {most}.");
        return (int)value;
    }

    public static ulong Seed(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : throw new InvalidInputException($"give a whole number from 0 to {ulong.MaxValue}.");

    /// <summary>A finite number above 0.</summary>
    public static float Positive(string text) =>
        float.TryParse(text, Number, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && value > 0
            ? value
            : throw new InvalidInputException(IsFiniteAboveZero(text)
                ? $"too {(value > 0 ? "large" : "small")} for a float: give a number from 1e-38 to 3e38."
                : "give a finite number above 0, such as 0.1.");

    /// <summary>A finite number from 0.</summary>
    public static float NotNegative(string text) =>
        float.TryParse(text, Number, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && value >= 0
            ? value
            : throw new InvalidInputException("give a finite number of 0 or more, such as 0.01.");

    /// <summary>A number from 0 to below 1.</summary>
    public static float BelowOne(string text) =>
        float.TryParse(text, Number, CultureInfo.InvariantCulture, out float value) && value is >= 0 and < 1
            ? value
            : throw new InvalidInputException("give a number from 0 to below 1, such as 0.9.");

    /// <summary>A number from 0 to below 1; 0 for nothing.</summary>
    public static double FractionOrZero(string text) =>
        double.TryParse(text, Number, CultureInfo.InvariantCulture, out double value) && value is >= 0 and < 1
            ? value
            : throw new InvalidInputException("give a share of the data from 0 (none) to below 1, such as 0.1.");

    /// <summary>Whether the text is a number at all, of whatever size.</summary>
    public static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>The number, or a word that stands for none.</summary>
    public static Func<string, int?> CountOr(string word, int? wordValue = null) => text => text == word
        ? wordValue
        : Try(() => Count(text), IsTooLarge(text) ? $"give a whole number from 1 to {int.MaxValue}, or {word}." : $"give a whole number of 1 or more, or {word}.");

    /// <summary>One of some words.</summary>
    public static Func<string, T> OneOf<T>(IReadOnlyList<(string Word, T Value)> choices) => text =>
    {
        foreach (var (word, value) in choices)
            if (word == text) return value;
        throw new InvalidInputException($"give {Alternatives(choices.Select(choice => choice.Word))}.{Spelling.Suggest(text, choices.Select(choice => choice.Word))}");
    };

    /// <summary>A name that the library knows; its error is kept, with a suggestion for a near miss.</summary>
    public static Func<string, T> Named<T>(Func<string, T> parse, IEnumerable<string> names) => text =>
    {
        try
        {
            return parse(text);
        }
        catch (InvalidInputException exception)
        {
            throw new InvalidInputException(exception.Message + Spelling.Suggest(text, names), exception);
        }
    };

    /// <summary>a, b or c.</summary>
    public static string Alternatives(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return all.Length == 1 ? all[0] : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    private static bool IsFiniteAboveZero(string text) =>
        double.TryParse(text, Number, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value > 0;

    private static bool IsTooLarge(string text) => text.Length > 9 && text.All(char.IsAsciiDigit);

    private static T Try<T>(Func<T> read, string message)
    {
        try
        {
            return read();
        }
        catch (InvalidInputException exception)
        {
            throw new InvalidInputException(message, exception);
        }
    }
}
