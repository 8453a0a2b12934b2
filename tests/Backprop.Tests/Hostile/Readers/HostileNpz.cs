using System.IO.Compression;
using Backprop.Tabular;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of archives of arrays in NPZ as a table.</summary>
internal sealed class HostileNpz : HostileReader
{
    private const int LargestBomb = 1 << 20;

    private static readonly string[] Names =
    [
        "x.npy", "y.npy", "z.npy", "../../x.npy", "/etc/passwd.npy", "C:\\x.npy", "a/b.npy", "x", "x.txt", ".npy", "x.npy\0.npy", "x\ny.npy", "\u202ex.npy", "folder/", "1.npy", "x_1.npy", "X.NPY", new string('n', 3000) + ".npy",
    ];

    private static readonly (string Name, byte[] Content)[] Whole =
    [
        ("x.npy", NpyEdits.Array("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", NpyEdits.Floats(1, 2.5f, -3, 4, 5e20f, 6))),
        ("y.npy", NpyEdits.Array("{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }", [.. new long[] { 0, 1, 1 }.SelectMany(BitConverter.GetBytes)])),
    ];

    private Table? _table;

    public override string Name => "npz";

    public override long MostAllocated(long length) => HostileTables.MostAllocated(length);

    public override void Load() => _table = HostileTables.Read(FilePath);

    public override void Use() => HostileTables.Use(_table!, FilePath);

    protected override IReadOnlyList<byte[]> MakeOriginals() => [ZipEdits.Archive(Whole, CompressionLevel.Fastest), ZipEdits.Archive(Whole, CompressionLevel.NoCompression)];

    protected override byte[] Mutate(byte[] file, Chance chance)
    {
        if (chance.OneIn(2)) file = ZipEdits.Archive(Entries(chance), chance.OneIn(2) ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
        for (int edits = chance.Below(3); edits > 0; edits--) file = ZipEdits.Edit(file, chance);
        return file;
    }

    private static List<(string Name, byte[] Content)> Entries(Chance chance)
    {
        List<(string Name, byte[] Content)> entries = [.. Whole];
        for (int edits = 1 + chance.Below(2); edits > 0; edits--)
        {
            int one = chance.Below(entries.Count);
            var (name, content) = entries[one];
            switch (chance.Below(8))
            {
                case 0: entries[one] = (chance.Of(Names), content); break;
                case 1: entries.Add((chance.Of(Names), content)); break;
                case 2: entries.Add((name, content)); break;
                case 3 when entries.Count > 1: entries.RemoveAt(one); break;
                case 4 when chance.OneIn(20): entries[one] = (name, [.. content, .. new byte[chance.Below(LargestBomb)]]); break;
                default: entries[one] = (name, NpyEdits.Edit(content, chance)); break;
            }
        }
        return entries;
    }
}
