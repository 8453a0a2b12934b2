namespace Backprop.Tests.Hostile;

/// <summary>Damage of tables of text: cells, quotes, line ends, delimiters, whole rows and columns.</summary>
internal static class TextEdits
{
    private static readonly string[] Pieces =
    [
        ",", ";", "\t", "|", "\"", "\"\"", "\"\"\"", "\n", "\r", "\r\n", "\n\n", "\0", "\uFEFF", "1e400", "-1e400", "1,5", "\u0663", "NaN", "inf", "-inf", "?", "NA", " ", "-", "e", ".", "0", "1.0", "1e-400",
        "999999999999999999999999999999999999999999", "0000000000000000000000000000000000000001", "3.4028235e38", "3.4028236e38", "1.401298464324817e-45", "yes", "width", "sep=;\n", "#", "\\", "\uFFFF",
        "\u2028", "\u0085", "\u00e9", "-0", "0x1", "=1+1", "1_000", "\ud83d\ude00", "2024-02-29", "2024-02-30", "31.12.2024", "12:34:56", "2024-01-01T00:00:00Z", "9999-12-31", "0001-01-01", "\ud800",
    ];

    public static string Edit(string text, Chance chance)
    {
        int begin = chance.Below(text.Length + 1), end = begin + Math.Min(chance.Length(64), text.Length - begin);
        return chance.Below(9) switch
        {
            0 => text.Remove(begin, end - begin),
            1 => text.Insert(chance.Below(text.Length + 1), text[begin..end]),
            2 => text.Insert(begin, string.Concat(Enumerable.Repeat(chance.Of(Pieces), 1 << chance.Below(9)))),
            3 => EditLines(text, chance),
            4 => EditCells(text, chance),
            5 when chance.OneIn(10) => text.Replace("\n", chance.Of<string>(["\r", "\r\n", "\n\n"]), StringComparison.Ordinal),
            6 => text.Remove(begin, end - begin).Insert(begin, chance.Of(Pieces)),
            _ => text.Insert(begin, chance.Of(Pieces)),
        };
    }

    private static string EditLines(string text, Chance chance)
    {
        var lines = text.Split('\n').ToList();
        int line = chance.Below(lines.Count);
        switch (chance.Below(4))
        {
            case 0: lines.RemoveAt(line); break;
            case 1: lines.InsertRange(line, Enumerable.Repeat(lines[line], 1 + chance.Length(200))); break;
            case 2: lines.Insert(chance.Below(lines.Count), lines[line]); break;
            default: lines[line] += chance.Of(Pieces); break;
        }
        return string.Join('\n', lines);
    }

    /// <summary>A cell of a row, or of every row, becomes another.</summary>
    private static string EditCells(string text, Chance chance)
    {
        char delimiter = text.Contains(';', StringComparison.Ordinal) ? ';' : text.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        string[] lines = text.Split('\n');
        int only = chance.OneIn(3) ? -1 : chance.Below(lines.Length), column = chance.Below(4);
        string piece = chance.Of(Pieces);
        bool inserts = chance.OneIn(3);
        for (int line = 0; line < lines.Length; line++)
        {
            var cells = lines[line].Split(delimiter).ToList();
            if ((only >= 0 && line != only) || column >= cells.Count) continue;
            if (inserts) cells.Insert(column, piece);
            else cells[column] = piece;
            lines[line] = string.Join(delimiter, cells);
        }
        return string.Join('\n', lines);
    }
}
