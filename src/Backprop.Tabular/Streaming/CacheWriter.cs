using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Backprop.Tabular;

/// <summary>Writes a cache forward: whole blocks of whatever part has one, then the facts.</summary>
internal sealed class CacheWriter(Stream stream, CacheLayout layout) : IDisposable
{
    private readonly PartBlock[] _parts = [new(layout), new(layout), new(layout)];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _blocks;

    /// <summary>Rows and blocks of each part so far.</summary>
    public IReadOnlyList<(int Rows, int[] Blocks)> Parts => [.. _parts.Select(part => (part.Rows, part.Blocks.ToArray()))];

    public void Start() => Append(CacheLayout.Magic);

    /// <summary>Where the next row of a part goes: its inputs.</summary>
    public Span<float> NextInputs(TablePart part) => _parts[(int)part].NextInputs;

    /// <summary>The next row of a part is complete.</summary>
    /// <param name="part">The part.</param>
    /// <param name="target">The bits of its target: of a float, or the class.</param>
    public void Add(TablePart part, int target)
    {
        var block = _parts[(int)part];
        if (block.Add(target)) Flush(block);
    }

    /// <summary>The last blocks, which may not be full. Then <see cref="Parts"/> are complete.</summary>
    public void FinishRows()
    {
        foreach (var part in _parts)
            if (part.Filled > 0) Flush(part);
    }

    public void Finish(CacheFacts facts)
    {
        byte[] text = Encoding.UTF8.GetBytes(facts.Write());
        Append(text);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        Append(length);
        stream.Write(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    private void Flush(PartBlock part)
    {
        Append(part.Take());
        part.Blocks.Add(_blocks++);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        _hash.AppendData(bytes);
    }

    private sealed class PartBlock(CacheLayout layout)
    {
        private readonly byte[] _bytes = new byte[layout.BlockBytes];

        public List<int> Blocks { get; } = [];

        public int Rows { get; private set; }

        public int Filled { get; private set; }

        public Span<float> NextInputs => MemoryMarshal.Cast<byte, float>(_bytes.AsSpan(Filled * layout.Features * sizeof(float), layout.Features * sizeof(float)));

        public bool Add(int target)
        {
            MemoryMarshal.Write(_bytes.AsSpan(layout.InputBytes + (Filled * sizeof(int))), target);
            Rows++;
            return ++Filled == layout.BlockRows;
        }

        public ReadOnlySpan<byte> Take()
        {
            _bytes.AsSpan(Filled * layout.Features * sizeof(float), (layout.BlockRows - Filled) * layout.Features * sizeof(float)).Clear();
            _bytes.AsSpan(layout.InputBytes + (Filled * sizeof(int))).Clear();
            Filled = 0;
            return _bytes;
        }
    }
}
