using Backprop.Data;

namespace Backprop;

/// <summary>The blocks of a source, whose targets are held against the domain of a loss as they are read.</summary>
internal sealed class CheckedTargets(BlockSource source, Loss loss)
    : BlockSource(source.Name, source.Count, source.BlockRows, source.FeatureNames, source.TargetNames, source.ClassNames)
{
    public override void ReadBlock(int block, Span<float> inputs, Span<int> labels, Span<float> targets)
    {
        source.ReadBlock(block, inputs, labels, targets);
        int first = block * BlockRows, classes = Outputs;
        for (int i = 0; i < targets.Length; i++) loss.CheckTarget(targets[i], first + (i / Outputs), i % Outputs);
        for (int row = 0; row < labels.Length; row++)
            if ((uint)labels[row] >= (uint)classes)
                throw new InvalidInputException($"{Name}: row {first + row} has class {labels[row]}, but the classes are 0 … {classes - 1}.");
    }
}
