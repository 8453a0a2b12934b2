namespace Backprop.Numerics;

/// <summary>A rectangle of a matrix: rows and columns from First to before End; kernels take columns in multiples of <see cref="Matrix.LaneMultiple"/>.</summary>
internal readonly record struct Block(int FirstRow, int EndRow, int FirstColumn, int EndColumn)
{
    /// <summary>The rows that one member of a team computes: whole groups of rows, so that no two members share a tile.</summary>
    public static (int First, int End) Share(int count, int group, int member, int members)
    {
        int groups = (count + group - 1) / group;
        int first = (int)((long)groups * member / members), end = (int)((long)groups * (member + 1) / members);
        return (first * group, Math.Min(count, end * group));
    }
}
