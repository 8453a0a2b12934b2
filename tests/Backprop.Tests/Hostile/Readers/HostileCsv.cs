using System.Text;
using Backprop.Tabular;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of tables of text, in several encodings, gzipped or not.</summary>
internal sealed class HostileCsv : HostileReader
{
    private static readonly string[] Tables =
    [
        "width,height,\"the \"\"class\"\"\"\r\n1.5,-2,yes\r\n3e2,.25,no\r\n+7,8.,\"yes\"\r\n 9 ,10,no\r\n",
        "size;born;colour;tame;price\n1.5;2024-01-05;red;yes;10\n2;2024-02-06;\"blue\nor red\";no;20.5\n;2024-03-07;red;yes;\n4;;blue;no;40\n7;2024-05-01;red;;50\n",
        "1\t2\t3\n4\t5\t6\n7\t8\t9.5\n",
    ];

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(false), new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true), new UTF32Encoding(false, true), Encoding.Latin1,
    ];

    private Table? _table;

    public override string Name => "csv";

    public override long MostAllocated(long length) => HostileTables.MostAllocated(length);

    public override void Load() => _table = HostileTables.Read(FilePath);

    public override void Use() => HostileTables.Use(_table!, FilePath);

    protected override IReadOnlyList<byte[]> MakeOriginals() => [.. Tables.Select(table => Encoding.UTF8.GetBytes(table))];

    protected override byte[] Mutate(byte[] file, Chance chance)
    {
        string text = Encoding.UTF8.GetString(file);
        for (int edits = chance.Below(4); edits > 0; edits--) text = TextEdits.Edit(text, chance);
        var encoding = chance.Of(Encodings);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
        if (chance.OneIn(3)) bytes = ByteEdits.Edit(bytes, chance);
        if (!chance.OneIn(5)) return bytes;
        byte[] compressed = GzipEdits.Compress(bytes);
        return chance.OneIn(2) ? compressed : GzipEdits.Edit(compressed, chance);
    }
}
