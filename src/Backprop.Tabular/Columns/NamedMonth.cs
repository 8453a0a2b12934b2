using System.Globalization;

namespace Backprop.Tabular;

/// <summary>
/// Dates whose month is an English word, whole or its first three letters (Sept too), in any case: 12 Mar 2024, 12-Mar-2024, 12th March 2024,
/// March 12, 2024, 2024 Mar 12, with or without the day of the week before them. They can be read in one way only.
/// </summary>
internal static class NamedMonth
{
    private const int Shortest = 3;

    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];

    private static readonly string[] Weekdays = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    /// <summary>Reads a date from the beginning of a text; what follows it is left.</summary>
    public static bool TryDate(ref ReadOnlySpan<char> rest, out DateTime date)
    {
        date = default;
        var text = rest;
        if (TryWord(text, Weekdays, out _, out var behind)) text = behind.TrimStart("., ");
        int month, day, year;
        if (TryWord(text, Months, out month, out behind))
        {
            text = behind;
            if (!TryNumber(ref text, 2, out day) || !TryNumber(ref text, 4, out year)) return false;
        }
        else
        {
            bool isYearFirst = text.IndexOfAnyExceptInRange('0', '9') == 4;
            if (!TryNumber(ref text, isYearFirst ? 4 : 2, out int first)) return false;
            if (!TryWord(text.TrimStart(Separators), Months, out month, out text) || !TryNumber(ref text, isYearFirst ? 2 : 4, out int second)) return false;
            (day, year) = isYearFirst ? (second, first) : (first, second);
        }
        if (year < 1 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        rest = text;
        return true;
    }

    private const string Separators = " -/.,";

    /// <summary>A name in full, or its first three letters (of September four as well), where no letter follows; its place from 1.</summary>
    private static bool TryWord(ReadOnlySpan<char> text, string[] names, out int number, out ReadOnlySpan<char> behind)
    {
        int length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length])) length++;
        number = 0;
        behind = text[length..];
        if (length < Shortest) return false;
        for (int i = 0; i < names.Length; i++)
            if (names[i].AsSpan().StartsWith(text[..length], StringComparison.OrdinalIgnoreCase) && (length == Shortest || length == names[i].Length || text[..length].Equals("sept", StringComparison.OrdinalIgnoreCase)))
                number = i + 1;
        return number > 0;
    }

    /// <summary>Separators and a number: a year of four digits, or a day of one or two, with or without st, nd, rd, th.</summary>
    private static bool TryNumber(ref ReadOnlySpan<char> text, int mostDigits, out int number)
    {
        (number, int digits) = (0, 0);
        text = text.TrimStart(Separators);
        while (digits < text.Length && char.IsAsciiDigit(text[digits]) && digits <= mostDigits) number = (10 * number) + (text[digits++] - '0');
        text = text[digits..];
        if (digits == 0 || digits > mostDigits || (mostDigits == 4 && digits != 4)) return false;
        if (mostDigits == 2 && text is [var first, var second, ..]
            && (char.ToLowerInvariant(first), char.ToLowerInvariant(second)) is ('s', 't') or ('n', 'd') or ('r', 'd') or ('t', 'h')) text = text[2..];
        return true;
    }
}
