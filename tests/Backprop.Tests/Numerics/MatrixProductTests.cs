using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public unsafe class MatrixProductTests
{
    public static TheoryData<string> Widths => [.. Enum.GetNames<SimdWidth>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_width_gives_the_bits_of_the_naive_triple_loop(string width)
    {
        var product = MatrixProduct.For(Enum.Parse<SimdWidth>(width));
        foreach (var (rows, columns, depth) in Shapes())
        {
            var (a, b, start) = (Random(rows, depth, 1), Random(depth, columns, 2), Random(rows, 1, 3));
            var c = new Matrix(rows, columns);
            product.Multiply(Operands(a, b, c, depth) with { Start = start.Start, StartStride = start.Stride });
            for (int m = 0; m < rows; m++)
                for (int n = 0; n < columns; n++)
                {
                    float sum = start[m, 0];
                    for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(a[m, k], b[k, n], sum);
                    Assert.Equal(BitConverter.SingleToInt32Bits(sum), BitConverter.SingleToInt32Bits(c[m, n]));
                }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Swapped_strides_read_the_transpose(string width)
    {
        var product = MatrixProduct.For(Enum.Parse<SimdWidth>(width));
        var (transposed, b) = (Random(23, 17, 1), Random(23, 40, 2));
        var c = new Matrix(17, 40);
        product.Multiply(Operands(transposed, b, c, 23) with { ARowStride = 1, AStepStride = transposed.Stride });
        for (int m = 0; m < 17; m++)
            for (int n = 0; n < 40; n++)
            {
                float sum = 0;
                for (int k = 0; k < 23; k++) sum = MathF.FusedMultiplyAdd(transposed[k, m], b[k, n], sum);
                Assert.Equal(sum, c[m, n]);
            }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_sum_over_points_has_the_bits_of_the_tree_over_chunks(string width)
    {
        var product = MatrixProduct.For(Enum.Parse<SimdWidth>(width));
        foreach (int points in (int[])[1, 63, 64, 65, 128, 200, 449, 1024])
        {
            var (a, b) = (Random(8, points, 1), Random(points, 21, 2));
            var c = new Matrix(8, 21);
            product.MultiplyOverPoints(Operands(a, b, c, points));
            for (int m = 0; m < 8; m++)
                for (int n = 0; n < 21; n++)
                    Assert.Equal(Tree(Chunks(a, b, m, n, points)), c[m, n]);
        }
    }

    [Fact]
    public void A_sum_of_doubles_over_points_follows_the_same_tree()
    {
        var random = new CounterRandom(5, RandomPurpose.Sampling, 0);
        foreach (int points in (int[])[1, 64, 65, 449, 5000])
        {
            var sum = new ChunkSum();
            var chunks = new List<double>();
            for (int i = 0; i < points; i++)
            {
                double term = random.Normal((ulong)i);
                sum.Add(term);
                if (i % ChunkTree.ChunkSize == 0) chunks.Add(0);
                chunks[^1] += term;
            }
            Assert.Equal(Tree(chunks), sum.Total);
        }
    }

    /// <summary>The tree from its other end: split where the left part is the largest power of two below the whole.</summary>
    private static T Tree<T>(IReadOnlyList<T> sums) where T : System.Numerics.IAdditionOperators<T, T, T>
    {
        if (sums.Count == 1) return sums[0];
        int left = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)sums.Count) / 2;
        return Tree<T>([.. sums.Take(left)]) + Tree<T>([.. sums.Skip(left)]);
    }

    private static List<float> Chunks(Matrix a, Matrix b, int m, int n, int points)
    {
        var chunks = new List<float>();
        for (int k = 0; k < points; k++)
        {
            if (k % ChunkTree.ChunkSize == 0) chunks.Add(0);
            chunks[^1] = MathF.FusedMultiplyAdd(a[m, k], b[k, n], chunks[^1]);
        }
        return chunks;
    }

    private static IEnumerable<(int Rows, int Columns, int Depth)> Shapes()
    {
        foreach (int rows in (int[])[1, 2, 5, 6, 7, 13, 18])
            foreach (int columns in (int[])[1, 16, 17, 33, 64, 65, 113, 130])
                foreach (int depth in (int[])[1, 2, 19])
                    yield return (rows, columns, depth);
    }

    private static ProductOperands Operands(Matrix a, Matrix b, Matrix c, int depth) => new()
    {
        A = a.Start,
        ARowStride = a.Stride,
        AStepStride = 1,
        B = b.Start,
        BStride = b.Stride,
        C = c.Start,
        CStride = c.Stride,
        EndRow = c.Rows,
        Columns = c.PaddedColumns,
        Depth = depth,
    };

    private static Matrix Random(int rows, int columns, uint stream)
    {
        var random = new CounterRandom((ulong)(rows * 1000 + columns), RandomPurpose.Sampling, stream);
        var matrix = new Matrix(rows, columns);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) matrix[row, column] = (float)random.Normal((ulong)(row * columns + column));
        return matrix;
    }
}
