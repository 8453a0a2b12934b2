using System.Globalization;

namespace Backprop.Tabular;

/// <summary>
/// Moments as tables write them: a date in one of three orders, separated by - / or ., with or without a time of day, with
/// or without an offset from UTC: 2024-01-31, 2024-01-31T12:30:00Z, 31.01.2024 12:30, 1/31/2024 2:30 PM; with the month as a word
/// (<see cref="NamedMonth"/>); or times of day alone: 14:35, 2:35 PM. A two-digit year is refused.
/// </summary>
internal static class DateText
{
    private static readonly DateTime Origin = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Days since 2000-01-01, the time of day as a fraction; of a time of day alone the fraction.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, DateOrder order, out double days)
    {
        days = 0;
        if (order == DateOrder.TimeOfDay) return IsClock(text) && TryTime(text, out days);
        var rest = text;
        if (!NamedMonth.TryDate(ref rest, out DateTime date) && !TryDate(ref rest, order, out date)) return false;
        double time = 0;
        if (!rest.IsEmpty && (rest[0] is not ('T' or 't' or ' ' or ',') || !TryTime(rest[1..].TrimStart(' '), out time))) return false;
        days = (date - Origin).Days + time;
        return true;
    }

    /// <summary>The order that all texts can be read in; of the two that may stand for the same text the day first, unless dates are separated by slashes.</summary>
    public static DateOrder? OrderOf(IEnumerable<string> texts)
    {
        List<DateOrder> orders = [];
        foreach (string text in texts)
        {
            if (orders.Count == 0) orders = text.Contains('/', StringComparison.Ordinal) ? [DateOrder.YearFirst, DateOrder.MonthFirst, DateOrder.DayFirst] : [DateOrder.YearFirst, DateOrder.DayFirst, DateOrder.MonthFirst, DateOrder.TimeOfDay];
            orders.RemoveAll(order => !TryRead(text, order, out _));
            if (orders.Count == 0) return null;
        }
        return orders.Count > 0 ? orders[0] : null;
    }

    private static bool TryDate(ref ReadOnlySpan<char> rest, DateOrder order, out DateTime date)
    {
        date = default;
        if (!TryNumber(ref rest, out int first, out int firstDigits) || rest.IsEmpty || rest[0] is not ('-' or '/' or '.')) return false;
        char separator = rest[0];
        rest = rest[1..];
        if (!TryNumber(ref rest, out int second, out _) || rest.IsEmpty || rest[0] != separator) return false;
        rest = rest[1..];
        if (!TryNumber(ref rest, out int third, out int thirdDigits)) return false;
        if ((order == DateOrder.YearFirst ? firstDigits : thirdDigits) != 4) return false;
        var (year, month, day) = order switch
        {
            DateOrder.YearFirst => (first, second, third),
            DateOrder.DayFirst => (third, second, first),
            _ => (third, first, second),
        };
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    /// <summary>Whether minutes have two digits, as no score of a match or ratio has: what else stands alone as two numbers and a colon.</summary>
    private static bool IsClock(ReadOnlySpan<char> text) =>
        text.IndexOf(':') is var colon and (1 or 2) && text.Length > colon + 2 && char.IsAsciiDigit(text[colon + 2]);

    /// <summary>hh:mm, hh:mm:ss or hh:mm:ss.f…, of 24 hours or of 12 with AM or PM, then nothing, Z, UTC or an offset ±hh:mm; as a fraction of the day in UTC.</summary>
    private static bool TryTime(ReadOnlySpan<char> rest, out double time)
    {
        time = 0;
        if (!TryNumber(ref rest, out int hour, out _) || hour > 24 || rest.IsEmpty || rest[0] != ':') return false;
        rest = rest[1..];
        if (!TryNumber(ref rest, out int minute, out _) || minute > 59) return false;
        double second = 0;
        if (!rest.IsEmpty && rest[0] == ':')
        {
            int length = rest[1..].IndexOfAnyExcept("0123456789.".AsSpan());
            var seconds = length < 0 ? rest[1..] : rest.Slice(1, length);
            if (!double.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out second) || second >= 61) return false;
            rest = rest[(1 + seconds.Length)..];
        }
        if (TryHalf(ref rest, out bool isAfternoon))
        {
            if (hour is < 1 or > 12) return false;
            hour = (hour % 12) + (isAfternoon ? 12 : 0);
        }
        if (!TryOffset(rest.Trim(' '), out int offset)) return false;
        time = ((60 * ((60 * hour) + minute - offset)) + second) / 86_400;
        return true;
    }

    /// <summary>AM or PM, a.m. or p.m.</summary>
    private static bool TryHalf(ref ReadOnlySpan<char> rest, out bool isAfternoon)
    {
        isAfternoon = false;
        var text = rest.TrimStart(' ');
        foreach (string half in new[] { "AM", "PM", "A.M.", "P.M." })
        {
            if (!text.StartsWith(half, StringComparison.OrdinalIgnoreCase)) continue;
            isAfternoon = half[0] == 'P';
            rest = text[half.Length..];
            return true;
        }
        return false;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out int minutes)
    {
        minutes = 0;
        if (rest is "" or "Z" or "z" or "UTC" or "GMT") return true;
        if (rest[0] is not ('+' or '-')) return false;
        int sign = rest[0] == '-' ? -1 : 1;
        rest = rest[1..];
        if (!TryNumber(ref rest, out int hours, out int digits)) return false;
        if (digits == 4 && rest.IsEmpty)
        {
            minutes = sign * ((60 * (hours / 100)) + (hours % 100));
            return true;
        }
        int rests = 0;
        if (!rest.IsEmpty)
        {
            if (rest[0] != ':') return false;
            rest = rest[1..];
            if (!TryNumber(ref rest, out rests, out _)) return false;
        }
        minutes = sign * ((60 * hours) + rests);
        return rest.IsEmpty && hours <= 18 && rests <= 59;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> rest, out int number, out int digits)
    {
        (number, digits) = (0, 0);
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]) && digits < 5) number = (10 * number) + (rest[digits++] - '0');
        rest = rest[digits..];
        return digits is > 0 and < 5;
    }
}
