using System.Globalization;
using System.Text;
using Backprop.Tabular;
using Backprop.Tests.Hostile;

namespace Backprop.Tests.Tabular;

/// <summary>A table of random floats, gaps and texts as a file, a pure function of its number: what is read must be what was written, bit for bit.</summary>
internal sealed class RandomTable
{
    private const int MostRows = 90, MostColumns = 5;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
    private static readonly string[] Formats = ["R", "E8", "E9", "E16"];
    private static readonly string[] Letters = ["a", "Z", "é", "日", "😀", "\"", ",", ";", "\t", "|", "\n", "\r\n", "'", "#", "\\", " ", ".", "0", "9", "-"];
    private static readonly Encoding[] Encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];

    // NaN for a gap; a column has texts where it has no numbers.
    private readonly List<(float[]? Numbers, string[]? Texts)> _columns = [];
    private readonly char _delimiter;

    private RandomTable(Chance chance)
    {
        int rows = 1 + chance.Below(MostRows), columns = 1 + chance.Below(MostColumns);
        _delimiter = chance.Of(Delimiters);
        for (int column = 0; column < columns; column++)
            _columns.Add(column > 0 && chance.OneIn(3) ? (null, [.. Enumerable.Range(0, rows).Select(_ => Text(chance))]) : ([.. Enumerable.Range(0, rows).Select(_ => Number(chance, columns))], null));
        Cells = rows * columns;
        Bytes = Write(rows, chance);
    }

    /// <summary>The cultures under which a table is read: decimal signs, group signs and signs of others, which need not be installed.</summary>
    public static IReadOnlyList<CultureInfo> Cultures { get; } =
    [
        CultureInfo.InvariantCulture, Culture(",", "."), Culture(",", " "), Culture(",", "\u00A0"), Culture(",", "\u202F"), Culture(".", "'"), Culture(".", "\u2019"), Culture("\u066B", "\u066C", "\u061C-"),
        Culture(",", ".", "\u2212"), Culture("/", ".", "~"),
    ];

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    public int Cells { get; }

    public static RandomTable Create(uint number, ulong seed = 0) => new(new Chance(0xC5F ^ (seed << 32), number));

    /// <summary>What is read otherwise than it was written; null where nothing is.</summary>
    public string? Difference(string path)
    {
        var table = Table.Read(new TableOptions { Path = path, Header = true, Delimiter = _delimiter });
        for (int column = 0; column < _columns.Count; column++)
        {
            var (numbers, texts) = _columns[column];
            var raw = table.Raw[column]!;
            for (int row = 0; row < table.Rows; row++)
            {
                if (texts is not null && raw.Spellings[raw.Codes![row]].Text != texts[row]) return $"row {row}, column {column} is another text than {texts[row].ReplaceLineEndings("¶")}";
                if (numbers is not null && BitConverter.SingleToInt32Bits(raw.Number(row)) != BitConverter.SingleToInt32Bits(numbers[row]) && !(raw.IsMissing(row) && float.IsNaN(numbers[row])))
                    return string.Create(CultureInfo.InvariantCulture, $"row {row}, column {column} is {raw.Number(row):R}, not {numbers[row]:R}");
            }
            if ((numbers?.Length ?? texts!.Length) != table.Rows) return $"{table.Rows} rows";
        }
        return null;
    }

    private byte[] Write(int rows, Chance chance)
    {
        string end = chance.Of(LineEnds), format = chance.Of(Formats);
        bool quotes = chance.OneIn(3);
        var text = new StringBuilder(string.Join(_delimiter, Enumerable.Range(1, _columns.Count).Select(column => $"c{column}"))).Append(end);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < _columns.Count; column++)
            {
                if (column > 0) text.Append(_delimiter);
                var (numbers, texts) = _columns[column];
                string cell = texts?[row] ?? (float.IsNaN(numbers![row]) ? "" : numbers[row].ToString(format, CultureInfo.InvariantCulture));
                text.Append(quotes || texts is not null ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
            }
            if (row < rows - 1 || chance.OneIn(2)) text.Append(end);
        }
        var encoding = chance.Of(Encodings);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];
        return chance.OneIn(8) ? GzipEdits.Compress(bytes) : bytes;
    }

    /// <summary>Any finite float, of any size, or a gap, which a row of one cell cannot be.</summary>
    private static float Number(Chance chance, int columns)
    {
        if (columns > 1 && chance.OneIn(12)) return float.NaN;
        float number = BitConverter.UInt32BitsToSingle((uint)chance.Bits());
        if (!float.IsFinite(number)) return chance.Below(1000);
        return chance.OneIn(3) ? MathF.Round(number % 1000, 2) : number;
    }

    private static string Text(Chance chance) => "t" + string.Concat(Enumerable.Range(0, chance.Below(6)).Select(_ => chance.Of(Letters))) + "t";

    private static CultureInfo Culture(string point, string group, string minus = "-")
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (point, group, minus);
        return culture;
    }
}
