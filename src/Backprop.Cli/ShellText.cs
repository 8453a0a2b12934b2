namespace Backprop.Cli;

/// <summary>Words as a POSIX shell reads them.</summary>
internal static class ShellText
{
    private const string SafeSymbols = "_-./:=,+@%";

    /// <summary>The word, in single quotes where the shell would change it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || SafeSymbols.Contains(c))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
