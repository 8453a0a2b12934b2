using Backprop.Data;

namespace Backprop.Tests.Training;

/// <summary>A data set in memory as a source of blocks, as a program would write one.</summary>
internal sealed class DatasetBlocks(Dataset data, int blockRows) : BlockSource(data.Name, data.Count, blockRows, data.FeatureNames, data.TargetNames, data.ClassNames)
{
    /// <summary>The blocks in the order in which they were read.</summary>
    public List<int> Read { get; } = [];

    public override void ReadBlock(int block, Span<float> inputs, Span<int> labels, Span<float> targets)
    {
        Read.Add(block);
        for (int row = 0; row < RowsOf(block); row++)
        {
            int of = (block * BlockRows) + row;
            data.Input(of).CopyTo(inputs[(row * Features)..]);
            if (data.IsClassification) labels[row] = data.Label(of);
            else data.CopyTarget(of, targets.Slice(row * Outputs, Outputs));
        }
    }
}
