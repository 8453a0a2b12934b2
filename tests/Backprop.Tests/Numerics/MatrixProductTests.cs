using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public unsafe class MatrixProductTests
{
    private static readonly NaiveProduct Specification = new();

    public static TheoryData<string> Widths => [.. Enum.GetNames<SimdWidth>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_width_gives_the_bits_of_the_naive_product(string width)
    {
        var product = MatrixProduct.For(Enum.Parse<SimdWidth>(width));
        foreach (var (rows, columns, depth) in Shapes())
        {
            var (a, b, start) = (Random(rows, depth, 1), Random(depth, columns, 2), Random(rows, 1, 3));
            var (expected, actual) = (new Matrix(rows, columns), new Matrix(rows, columns));
            Specification.Multiply(Operands(a, b, expected, depth) with { Start = start.Start, StartStride = start.Stride });
            product.Multiply(Operands(a, b, actual, depth) with { Start = start.Start, StartStride = start.Stride });
            AssertSameBits(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Swapped_strides_read_the_transpose(string width)
    {
        foreach (int rows in (int[])[1, 4, 5, 17])
        {
            foreach (int depth in (int[])[1, 3, 8, 23])
            {
                var (transposed, b) = (Random(depth, rows, 1), Random(depth, 40, 2));
                var (expected, actual) = (new Matrix(rows, 40), new Matrix(rows, 40));
                var operands = Operands(transposed, b, expected, depth) with { ARowStride = 1, AStepStride = transposed.Stride };
                Specification.Multiply(operands);
                MatrixProduct.For(Enum.Parse<SimdWidth>(width)).Multiply(operands with { C = actual.Start });
                AssertSameBits(expected, actual);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Large_operands_are_packed_and_give_the_same_bits(string width)
    {
        const int Rows = 67, Depth = 1030, Columns = 300;
        var scratch = new Matrix(1, PackedBlocks.Floats);
        foreach (bool swapped in (bool[])[false, true])
        {
            var (a, b, start) = (swapped ? Random(Depth, Rows, 1) : Random(Rows, Depth, 1), Random(Depth, Columns, 2), Random(Rows, 1, 3));
            var (expected, actual) = (new Matrix(Rows, Columns), new Matrix(Rows, Columns));
            var operands = Operands(a, b, expected, Depth) with { Start = start.Start, StartStride = start.Stride, Scratch = scratch.Start };
            if (swapped) operands = operands with { ARowStride = 1, AStepStride = a.Stride };
            Assert.True(PackedBlocks.Pay(operands));
            Specification.Multiply(operands);
            MatrixProduct.For(Enum.Parse<SimdWidth>(width)).Multiply(operands with { C = actual.Start });
            AssertSameBits(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Large_sums_over_points_are_packed_in_panels_and_give_the_same_bits(string width)
    {
        const int Rows = 49, Points = 250, Columns = 1100;
        var scratch = new Matrix(1, PackedBlocks.Floats);
        var (a, b, expected, actual) = (Random(Rows, Points, 1), Random(Points, Columns, 2), new Matrix(Rows, Columns), new Matrix(Rows, Columns));
        var operands = Operands(a, b, expected, Points) with { Scratch = scratch.Start };
        Assert.True(PackedBlocks.PayInPanels(operands));
        Specification.MultiplyOverPoints(operands);
        MatrixProduct.For(Enum.Parse<SimdWidth>(width)).MultiplyOverPoints(operands with { C = actual.Start });
        AssertSameBits(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_block_of_rows_and_columns_leaves_the_rest_alone(string width)
    {
        var (a, b) = (Random(20, 9, 1), Random(9, 64, 2));
        var (expected, actual) = (new Matrix(20, 64), new Matrix(20, 64));
        var block = new Block(3, 14, 16, 48);
        Specification.Multiply(Operands(a, b, expected, 9) with { Block = block });
        MatrixProduct.For(Enum.Parse<SimdWidth>(width)).Multiply(Operands(a, b, actual, 9) with { Block = block });
        AssertSameBits(expected, actual);
        Assert.Equal((0f, 0f), (actual[2, 20], actual[5, 50]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_sum_over_points_has_the_bits_of_the_tree_over_chunks(string width)
    {
        var product = MatrixProduct.For(Enum.Parse<SimdWidth>(width));
        foreach (int points in (int[])[1, 63, 64, 65, 128, 200, 449, 1024])
        {
            var (a, b) = (Random(8, points, 1), Random(points, 85, 2));
            var (expected, actual) = (new Matrix(8, 85), new Matrix(8, 85));
            Specification.MultiplyOverPoints(Operands(a, b, expected, points));
            product.MultiplyOverPoints(Operands(a, b, actual, points));
            AssertSameBits(expected, actual);
        }
    }

    // Products of a few tiles, and such that bring nearer what follows, with few terms and with many.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_finished_tile_is_handed_on_once(string width)
    {
        foreach (var (rows, columns) in ((int, int)[])[(19, 100), (131, 300)])
        {
            foreach (int depth in (int[])[3, 26, 50, 130]) CheckHandedOn(MatrixProduct.For(Enum.Parse<SimdWidth>(width)), rows, columns, depth);
        }
    }

    // So many columns that there is something to fetch, and so few rows and terms that it is at once.
    [Theory]
    [MemberData(nameof(Widths))]
    public void Few_rows_and_terms_of_many_columns_end(string width)
    {
        foreach (int rows in (int[])[1, 2])
        {
            foreach (int depth in (int[])[1, 2, 3, 4, 7, 8, 9]) CheckHandedOn(MatrixProduct.For(Enum.Parse<SimdWidth>(width)), rows, 30_000, depth);
        }
    }

    private static void CheckHandedOn(MatrixProduct product, int rows, int columns, int depth)
    {
        var (a, b) = (Random(rows, depth, 1), Random(depth, columns, 2));
        Matrix New() => new(rows, columns);
        Matrix overTerms = New(), overPoints = New(), stored = New();
        Specification.Multiply(Operands(a, b, overTerms, depth));
        Specification.MultiplyOverPoints(Operands(a, b, overPoints, depth));
        Collecting terms = new(New()), points = new(New()), pointsAlone = new(New());
        product.Multiply(Operands(a, b, stored, depth), terms);
        AssertSameBits(overTerms, terms.Sum);
        product.MultiplyOverPoints(Operands(a, b, stored, depth), points);
        AssertSameBits(overPoints, points.Sum);
        AssertSameBits(overPoints, stored);
        product.MultiplyOverPoints(Operands(a, b, stored, depth) with { C = null }, pointsAlone);
        AssertSameBits(overPoints, pointsAlone.Sum);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(449)]
    public void Sums_of_rows_over_points_follow_the_same_tree(int points)
    {
        var rows = Matrix.OfBatch(37, points);
        var ones = new Matrix(points, 1);
        for (int row = 0; row < 37; row++) Random(37, points, 4).Row(row).CopyTo(rows.Row(row));
        for (int point = 0; point < points; point++) ones[point, 0] = 1;
        var (expected, actual) = (new Matrix(37, 1), Matrix.Column(37));
        Specification.MultiplyOverPoints(Operands(rows, ones, expected, points));
        PointSums.Current.Sum(rows, 0, 37, actual);
        for (int row = 0; row < 37; row++) Assert.Equal(expected[row, 0], actual[row, 0]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(33, 70)]
    public void A_transpose_swaps_rows_and_columns(int rows, int columns)
    {
        var (from, to) = (Matrix.OfBatch(rows, columns), Matrix.OfBatch(columns, rows));
        for (int row = 0; row < rows; row++) Random(rows, columns, 4).Row(row).CopyTo(from.Row(row));
        Transpose.Current.Copy(from, to, new Block(0, rows, 0, from.PaddedColumns));
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) Assert.Equal(from[row, column], to[column, row]);
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

    private static IEnumerable<(int Rows, int Columns, int Depth)> Shapes()
    {
        foreach (int rows in (int[])[1, 2, 3, 4, 5, 6, 7, 13, 18])
            foreach (int columns in (int[])[1, 16, 17, 33, 48, 64, 65, 113, 130])
                foreach (int depth in (int[])[1, 2, 4, 19])
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
        Block = new Block(0, c.Rows, 0, c.PaddedColumns),
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

    private static void AssertSameBits(Matrix expected, Matrix actual)
    {
        for (int row = 0; row < expected.Rows; row++)
            for (int column = 0; column < expected.Columns; column++)
                Assert.Equal(BitConverter.SingleToInt32Bits(expected[row, column]), BitConverter.SingleToInt32Bits(actual[row, column]));
    }

    /// <summary>Adds every tile to where it belongs: a place that is met twice has twice its value.</summary>
    private sealed class Collecting(Matrix sum) : TileWork
    {
        public Matrix Sum => sum;

        public override TileMemory Memory(in Block block)
        {
            float* at = sum.Corner(block);
            return new() { First = at, Second = at, Third = at, Fourth = at, Stride = sum.Stride };
        }

        public override void Apply(in FinishedTile tile)
        {
            for (int row = 0; row < tile.Block.Rows; row++)
                for (int column = 0; column < tile.Block.Columns; column++)
                    sum.RowStart(tile.Block.FirstRow + row)[tile.Block.FirstColumn + column] += tile.Values[row * tile.Stride + column];
        }
    }
}
