using Backprop.Numerics;

namespace Backprop.Data;

/// <summary>
/// Data points that need not fit in memory: rows in blocks of equal size, each of which can be read again and again, in any order.
/// A <see cref="Trainer"/> holds no more of them than a window (<see cref="TrainingOptions.WindowRows"/>) and reads ahead while it trains.
/// </summary>
public abstract class BlockSource
{
    /// <summary>The most rows of a block that <see cref="UsualBlockRows"/> gives.</summary>
    public const int MostBlockRows = 1024;

    private const int UsualBlockBytes = 1 << 18, FewestBlockRows = 16;

    /// <summary>Describes the data; nothing is read yet.</summary>
    /// <param name="name">What messages and reports call the data.</param>
    /// <param name="count">The number of rows, at least 1.</param>
    /// <param name="blockRows">Rows of every block but the last, which may have fewer; at least 1.</param>
    /// <param name="featureNames">A name for each input; at least one.</param>
    /// <param name="targetNames">A name for each number to predict; for classes one, that of the class.</param>
    /// <param name="classNames">The classes, at least two; null (the default) where numbers are predicted.</param>
    /// <exception cref="InvalidInputException">A count is out of its range.</exception>
    protected BlockSource(
        string name, int count, int blockRows, IReadOnlyList<string> featureNames, IReadOnlyList<string> targetNames, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(featureNames);
        ArgumentNullException.ThrowIfNull(targetNames);
        if (count < 1) throw new InvalidInputException($"{name} has no rows: at least one is needed.");
        if (blockRows < 1) throw new InvalidInputException($"{name}: a block needs at least one row, not {blockRows}.");
        if (featureNames.Count < 1) throw new InvalidInputException($"{name}: a row needs at least one feature.");
        if (targetNames.Count < 1 || classNames?.Count < 2) throw new InvalidInputException($"{name}: at least one target, or two classes, are needed.");
        (Name, Count, BlockRows) = (name, count, blockRows);
        (FeatureNames, TargetNames, ClassNames) = ([.. featureNames], [.. targetNames], classNames is null ? null : [.. classNames]);
    }

    /// <summary>What messages and reports call the data.</summary>
    public string Name { get; }

    /// <summary>The number of rows (data points).</summary>
    public int Count { get; }

    /// <summary>Rows of every block but the last.</summary>
    public int BlockRows { get; }

    /// <summary>The number of blocks.</summary>
    public int Blocks => (int)(((long)Count + BlockRows - 1) / BlockRows);

    /// <summary>A name for each input.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The name of each target; of the class where classes are predicted.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>The name of each class; null where numbers are predicted.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The number of inputs in a row.</summary>
    public int Features => FeatureNames.Count;

    /// <summary>The number of classes, or of targets.</summary>
    public int Outputs => (ClassNames ?? TargetNames).Count;

    /// <summary>Whether rows belong to classes; otherwise their targets are numbers.</summary>
    public bool IsClassification => ClassNames is not null;

    /// <summary>A size of blocks that is read at once in little time: as many rows as 256 KiB hold, a power of two from 16 to 1,024.</summary>
    /// <param name="width">Numbers in a row, targets included.</param>
    public static int UsualBlockRows(int width)
    {
        int rows = MostBlockRows;
        while (rows > FewestBlockRows && (long)rows * width * sizeof(float) > UsualBlockBytes) rows /= 2;
        return rows;
    }

    /// <summary>The rows of a block.</summary>
    public int RowsOf(int block) => Math.Min(BlockRows, Count - (block * BlockRows));

    /// <summary>Reads one block. It may be called from any thread, but not from two at once, and must always give the same numbers.</summary>
    /// <param name="block">Which, from 0.</param>
    /// <param name="inputs">Receives the inputs, row-major <c>[RowsOf(block), Features]</c>, all finite.</param>
    /// <param name="labels">Receives the class of each row; empty where numbers are predicted.</param>
    /// <param name="targets">Receives the targets, row-major <c>[RowsOf(block), Outputs]</c>, all finite; empty where classes are predicted.</param>
    public abstract void ReadBlock(int block, Span<float> inputs, Span<int> labels, Span<float> targets);

    /// <summary>The fingerprint of the data, the same as <see cref="Backprop.Data.Fingerprint.Of(Dataset)"/> has for these rows in memory. By default everything is read for it.</summary>
    public virtual string Fingerprint() => Backprop.Data.Fingerprint.Of(this);

    /// <summary>
    /// Some rows from everywhere as a data set in memory, in their order: all where they are no more than asked for, else one drawn at random from each
    /// of as many equal stretches.
    /// </summary>
    /// <param name="most">At most so many.</param>
    public Dataset Sample(int most)
    {
        int rows = Math.Min(most, Count);
        if (rows == Count) return Head(Count);
        var random = new CounterRandom(0, RandomPurpose.Sampling, 2);
        var (block, sample) = (new RowRoom(this, BlockRows), new RowRoom(this, rows));
        for (int i = 0, read = -1; i < rows; i++)
        {
            int row = Math.Min((int)((i + random.Uniform((ulong)i)) * Count / rows), Count - 1);
            if (row / BlockRows != read) block.Read(this, read = row / BlockRows, 0);
            sample.Take(block, row % BlockRows, i, 1);
        }
        return sample.Data;
    }

    /// <summary>The first rows as a data set in memory.</summary>
    /// <param name="most">At most so many.</param>
    public Dataset Head(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int wanted = Math.Min(most, Count), blocks = (int)(((long)wanted + BlockRows - 1) / BlockRows);
        var room = new RowRoom(this, (int)Math.Min((long)blocks * BlockRows, Count));
        for (int block = 0; block < blocks; block++) room.Read(this, block, block * BlockRows);
        return wanted == room.Rows ? room.Data : room.Data.Select([.. Enumerable.Range(0, wanted)]);
    }
}
