using Backprop.Data;
using Backprop.Tests.Data;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of IDX files, images or labels, the other one being as it should be; plain or gzipped.</summary>
internal sealed class HostileIdx(bool labels) : HostileReader
{
    private static readonly uint[] Dimensions = [0, 1, 2, 3, 4, 12, 16, 48, 0x100, 0xFFFF, 0x10000, 0x10001, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];
    private static readonly byte[] Types = [0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E, 0x0A, 0xFF];

    private Dataset? _data;

    public override string Name => labels ? "idx-labels" : "idx-images";

    // Labels may speak of 65,536 classes, whatever their number, and each is a name and its place in three lists.
    // A byte becomes a float and a label.
    public override long MostAllocated(long length) => (12L << 20) + (16 * length);

    public override void Put(byte[] file)
    {
        base.Put(file);
        if (!File.Exists(Beside("other"))) File.WriteAllBytes(Beside("other"), labels ? IdxBytes.Images : IdxBytes.Labels);
    }

    public override void Load() => _data = labels ? IdxReader.Read(Beside("other"), FilePath) : IdxReader.Read(FilePath, Beside("other"));

    public override void Use() => Assert.Equal((3, 3 * _data!.Features), (_data.Count, _data.Inputs.Values.Length));

    protected override IReadOnlyList<byte[]> MakeOriginals()
    {
        byte[] plain = labels ? IdxBytes.Labels : IdxBytes.Images;
        byte[] wide = labels ? IdxBytes.Of(0x0B, [3], [0, 2, 0, 0, 0, 1]) : IdxBytes.Of(0x0E, [3, 1, 2], [.. new double[] { 1, -2, 0.1, 1e30, 5, 6 }.SelectMany(BitConverter.GetBytes).Reverse()]);
        return [plain, wide];
    }

    protected override byte[] Mutate(byte[] file, Chance chance)
    {
        bool gzipped = chance.OneIn(2);
        for (int edits = chance.Below(4); edits > 0; edits--) file = chance.OneIn(2) ? ByteEdits.Edit(file, chance) : EditHeader(file, chance);
        if (!gzipped) return file;
        byte[] compressed = GzipEdits.Compress(file);
        return chance.OneIn(2) ? compressed : GzipEdits.Edit(compressed, chance);
    }

    private static byte[] EditHeader(byte[] file, Chance chance)
    {
        if (file.Length < 8) return file;
        switch (chance.Below(4))
        {
            case 0: file[2] = chance.Of(Types); break;
            case 1: file[3] = (byte)chance.Below(10); break;
            default: IdxBytes.BigEndian(chance.Of(Dimensions)).CopyTo(file, 4 + (4 * chance.Below(Math.Min(3, (file.Length / 4) - 1)))); break;
        }
        return file;
    }
}
