namespace Backprop.Explain;

/// <summary>Names and cells of unknown length in a report.</summary>
internal static class ReportText
{
    /// <summary>Letters of a name that is shown where it is pointed at.</summary>
    public const int LongestTitle = 200;

    private const int LongestName = 40, LongestCell = 40;

    /// <summary>A name, or that there is none.</summary>
    public static string Named(string name) => string.IsNullOrWhiteSpace(name) ? "(no name)" : name;

    /// <summary>A name within a sentence.</summary>
    public static string Quoted(string name) => $"“{MarkupText.Shortened(Named(name), LongestName)}”";

    /// <summary>A name as a cell of a table; a long one is whole where it is pointed at.</summary>
    public static HtmlCell NameCell(string name) => Cut(Named(name), LongestName);

    /// <summary>A raw cell.</summary>
    public static HtmlCell RawCell(string text) => Cut(text, LongestCell, " class=\"raw\"");

    private static HtmlCell Cut(string text, int longest, string attributes = "")
    {
        string shown = MarkupText.Shortened(text, longest);
        return HtmlCell.Text(shown) with
        {
            Attributes = attributes + (shown == text ? "" : $" title=\"{MarkupText.Escape(MarkupText.Shortened(text, LongestTitle))}\""),
        };
    }
}
