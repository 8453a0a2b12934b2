namespace Backprop.Tabular;

/// <summary>Yes and no in the words that tables use, in upper or lower case.</summary>
internal static class BooleanText
{
    private static readonly (string Yes, string No)[] Pairs = [("true", "false"), ("yes", "no"), ("t", "f"), ("y", "n"), ("on", "off")];

    /// <summary>Whether a text means yes; null where it means neither.</summary>
    public static bool? Meaning(string text)
    {
        foreach (var (yes, no) in Pairs)
        {
            if (text.Equals(yes, StringComparison.OrdinalIgnoreCase)) return true;
            if (text.Equals(no, StringComparison.OrdinalIgnoreCase)) return false;
        }
        return null;
    }

    /// <summary>Whether texts are yes and no, both, in the words of one pair.</summary>
    public static bool AreAll(IReadOnlyCollection<string> texts)
    {
        var words = texts.Select(text => text.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        return words.Count == 2 && Pairs.Any(pair => words.Contains(pair.Yes.ToUpperInvariant()) && words.Contains(pair.No.ToUpperInvariant()));
    }
}
