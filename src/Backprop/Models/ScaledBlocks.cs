using Backprop.Data;

namespace Backprop;

/// <summary>The blocks of a source as a network sees them, scaled as they are read.</summary>
internal sealed class ScaledBlocks(BlockSource raw, AffineScaling? inputScaling, AffineScaling? targetScaling)
    : BlockSource(raw.Name, raw.Count, raw.BlockRows, raw.FeatureNames, raw.TargetNames, raw.ClassNames)
{
    public override void ReadBlock(int block, Span<float> inputs, Span<int> labels, Span<float> targets)
    {
        raw.ReadBlock(block, inputs, labels, targets);
        if (inputScaling is not null) Scale(inputScaling, inputs, FeatureNames);
        if (targetScaling is not null) Scale(targetScaling, targets, TargetNames);
    }

    private static void Scale(AffineScaling scaling, Span<float> values, IReadOnlyList<string> columns)
    {
        int width = columns.Count;
        for (int first = 0; first < values.Length; first += width) ModelScaling.Apply(scaling, values.Slice(first, width), values.Slice(first, width), columns);
    }
}
