using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of caches of prepared rows: blocks of numbers, facts in JSON, their length, a digest.</summary>
internal sealed class HostileCache : HostileReader
{
    private const int DigestBytes = 32, TailBytes = 8 + DigestBytes;

    private readonly List<string> _keys = [];

    public override string Name => "cache";

    // A training, or many blocks, for each.
    public override int Share => 1;

    // Blocks stay in the file; a piece of it is read at a time.
    public override long MostAllocated(long length) => (2 << 20) + (200 * length);

    public override void Load()
    {
        // Opened as it would be for any of the originals: the key is that of one of them.
        _ = Originals;
        using var cache = Open();
    }

    /// <summary>Every block of every part.</summary>
    public override void Use()
    {
        using var cache = Open();
        foreach (var part in new[] { TablePart.Training, TablePart.Validation, TablePart.Test })
        {
            if (cache.Part(part) is not { } rows) continue;
            Dataset data = rows.Head(rows.Count);
            Assert.Equal(rows.Count, data.Count);
        }
    }

    protected override IReadOnlyList<byte[]> MakeOriginals()
    {
        var text = new StringBuilder("size,colour,born,tame,price,kind\n");
        for (int row = 0; row < 40; row++)
            text.Append(CultureInfo.InvariantCulture, $"{(row % 9 == 3 ? "" : $"{row * 37 % 101}.5")},{(row % 3 == 0 ? "red" : "blue")},2024-{1 + (row % 12):00}-{1 + (row % 28):00},{(row % 4 == 0 ? "yes" : "no")},{row}.25,{(row % 2 == 0 ? "cat" : "dog")}\n");
        File.WriteAllText(Beside("table.csv"), text.ToString());
        return [.. ((string[])["price", "kind"]).Select(target =>
        {
            using (StreamedTable.Open(new TableOptions { Path = Beside("table.csv"), Target = target }, new TableShares { Test = 0.2, Validation = 0.2 }))
            {
                // Opening makes the file.
            }
            byte[] file = File.ReadAllBytes(Beside("table.csv.rows"));
            using var facts = JsonDocument.Parse(Split(file).Facts);
            _keys.Add(facts.RootElement.GetProperty("key").GetString()!);
            return file;
        })];
    }

    protected override byte[] Mutate(byte[] file, Chance chance)
    {
        var (blocks, facts) = Split(file);
        for (int edits = 1 + chance.Below(3); edits > 0; edits--)
        {
            if (blocks.Length > 0 && chance.OneIn(4)) blocks = chance.OneIn(2) ? ByteEdits.Edit(blocks, chance) : ByteEdits.Overwrite([.. blocks], chance.Below(blocks.Length), blocks.Length, chance);
            else facts = JsonEdits.Edit(facts, chance);
        }
        byte[] text = Encoding.UTF8.GetBytes(facts), length = BitConverter.GetBytes((ulong)text.Length);
        if (chance.OneIn(15)) ByteEdits.WriteNumber(length, 0, chance);
        byte[] content = [.. blocks, .. text, .. length];
        return [.. content, .. chance.OneIn(5) ? file[^DigestBytes..] : SHA256.HashData(content)];
    }

    private CacheFile Open()
    {
        string? fault = null;
        foreach (string key in _keys)
            if (CacheFile.TryOpen(FilePath, key, CancellationToken.None, out fault) is { } cache) return cache;
        throw new InvalidInputException($"{FilePath}, the cache of the table, {fault}.");
    }

    private static (byte[] Blocks, string Facts) Split(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(file.Length - TailBytes)), end = file.Length - TailBytes;
        return (file[..(end - length)], Encoding.UTF8.GetString(file, end - length, length));
    }
}
