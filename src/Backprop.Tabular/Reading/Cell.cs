using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>One cell of a table as UTF-8 text without the blanks around it: a number, or what else it may be.</summary>
internal static class Cell
{
    private static readonly string[] MissingMarks = ["", "NA", "N/A", "n/a", "NULL", "null", "NaN", "nan", "None", "#N/A", "?"];

    private static readonly byte[][] MissingBytes = [.. MissingMarks.Select(Encoding.UTF8.GetBytes)];

    private const int LongestMark = 4;

    /// <summary>Reads a finite number, correctly rounded; always with a decimal point.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out float number) =>
        DecimalNumber.TryRead(cell, out number) || (TryParse(cell, out number) && float.IsFinite(number));

    /// <summary>Whether a number is meant, be it too large for a float.</summary>
    public static bool LooksLikeNumber(ReadOnlySpan<byte> cell) =>
        TryParse(cell, out _) && cell.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;

    /// <summary>Whether a cell stands for a missing value.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > LongestMark) return false;
        foreach (byte[] mark in MissingBytes)
            if (cell.SequenceEqual(mark)) return true;
        return false;
    }

    /// <summary>What a cell is that is not a number.</summary>
    public static CellFault FaultOf(ReadOnlySpan<byte> cell)
    {
        if (cell.Contains((byte)0)) return CellFault.Nul;
        if (!Utf8.IsValid(cell)) return CellFault.Encoding;
        string text = Encoding.UTF8.GetString(cell);
        if (MissingMarks.Contains(text, StringComparer.Ordinal)) return CellFault.Missing;
        if (LooksLikeNumber(cell)) return CellFault.OutOfRange;
        if (IsNotFinite(text)) return CellFault.NotFinite;
        if (!IsMadeOfNumberSigns(text)) return CellFault.Text;
        return text.EnumerateRunes().Any(rune => Rune.IsDigit(rune) && !rune.IsAscii) ? CellFault.ForeignDigits
            : text.Contains(',', StringComparison.Ordinal) ? CellFault.Comma : CellFault.Text;
    }

    /// <summary>The cell as a message shows it.</summary>
    public static string Quoted(ReadOnlySpan<byte> cell) => Printable.Quoted(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 400)]));

    // Trailing NULs count as blanks for the parser of .NET.
    private static bool TryParse(ReadOnlySpan<byte> cell, out float number)
    {
        number = 0;
        return !cell.IsEmpty && cell[^1] != 0 && float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsNotFinite(string text) =>
        text.TrimStart('+', '-').ToUpperInvariant() is "INF" or "INFINITY" or "∞" or "NAN";

    private static bool IsMadeOfNumberSigns(string text) =>
        text.EnumerateRunes().Any(Rune.IsDigit)
        && text.EnumerateRunes().All(rune => Rune.IsDigit(rune) || rune.Value is '+' or '-' or '.' or ',' or 'e' or 'E' or ' ' or '\'' or '\u00A0' or '\u202F');
}
