namespace Backprop.Files;

/// <summary>Text of a file or path as a one-line message may show it: no control characters, no flood.</summary>
internal static class Printable
{
    private const int LongestText = 80, LongestPath = 300;

    public static string Quoted(string text) => $"'{PlainText.Of(text, LongestText)}'";

    public static string Path(string path) => PlainText.Of(path, LongestPath);

    public static string Shape(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
