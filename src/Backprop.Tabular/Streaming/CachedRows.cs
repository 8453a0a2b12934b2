using System.Runtime.InteropServices;
using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>The rows of one part of a cache.</summary>
internal sealed class CachedRows(CacheFile file, CacheFacts facts, (int Rows, int[] Blocks) part)
    : BlockSource(facts.Name, part.Rows, facts.BlockRows, facts.Schema.Features, facts.Schema.Targets, facts.Schema.Classes)
{
    public override void ReadBlock(int block, Span<float> inputs, Span<int> labels, Span<float> targets)
    {
        long offset = facts.Layout.OffsetOf(part.Blocks[block]);
        file.Read(offset, MemoryMarshal.AsBytes(inputs));
        file.Read(offset + facts.Layout.InputBytes, IsClassification ? MemoryMarshal.AsBytes(labels) : MemoryMarshal.AsBytes(targets));
    }
}
