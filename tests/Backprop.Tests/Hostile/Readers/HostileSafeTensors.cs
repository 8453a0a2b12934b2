using Backprop.Files;
using Backprop.Tests.Files;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of safetensors files, of whatever program.</summary>
internal sealed class HostileSafeTensors : HostileReader
{
    private byte[] _file = [];
    private SafeTensorsFile? _content;

    public override string Name => "safetensors";

    // The tensors once, at most 20 bytes for each byte of the header, and what a refusal costs.
    public override long MostAllocated(long length) => (64 << 10) + (20 * length);

    public override void Put(byte[] file) => _file = file;

    public override void Load()
    {
        using var stream = new MemoryStream(_file);
        _content = SafeTensors.Read(stream, "hostile.safetensors");
    }

    /// <summary>What claims to be verified has digests that fit; all bytes behind the header are those of tensors.</summary>
    public override void Use()
    {
        int head = 8 + (int)BitConverter.ToUInt64(_file);
        Assert.Equal(_file.Length - head, _content!.Tensors.Values.Sum(tensor => (long)tensor.Bytes.Length));
        if (_content.Integrity == Integrity.Verified) Assert.Equal(_file, SafeTensorsEdits.Seal(_file));
    }

    protected override IReadOnlyList<byte[]> MakeOriginals() => [HandBuilt.Written(HandBuilt.Small()), HandBuilt.Written(HandBuilt.Small(), digests: false)];

    protected override byte[] Mutate(byte[] file, Chance chance) => SafeTensorsEdits.Mutate(file, chance);
}
