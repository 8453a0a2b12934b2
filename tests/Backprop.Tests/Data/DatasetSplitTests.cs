using Backprop.Data;
using Backprop.Numerics;
using Backprop.Tests.Files;

namespace Backprop.Tests.Data;

public class DatasetSplitTests
{
    [Theory]
    [InlineData(5, 0UL, 0u, new[] { 11, 14, 15, 16, 19 })]
    [InlineData(5, 0UL, 1u, new[] { 0, 8, 13, 15, 17 })]
    [InlineData(7, (1UL << 40) + 1, 0u, new[] { 0, 3, 9, 10, 11, 14, 18 })]
    public void The_rows_of_a_seed_are_the_same_on_every_machine(int part, ulong seed, uint stream, int[] expected)
    {
        // From tests/fixtures/split_rows.py.
        int[] labels = [.. Enumerable.Range(0, 20).Select(row => new[] { 0, 0, 1, 0, 0, 2 }[row % 6])];
        Assert.Equal(expected, RowsOf(Classes(labels).Split(part / 20.0, seed, stream).Part));
    }

    [Fact]
    public void The_part_has_the_rounded_number_of_rows_and_every_class_its_share_of_it()
    {
        for (uint trial = 0; trial < 500; trial++)
        {
            var random = new CounterRandom(trial, RandomPurpose.Sampling, 7);
            int count = 2 + random.Below(300, 0), classes = 2 + random.Below(12, 1);
            int[] labels = [.. Enumerable.Range(0, count).Select(row => Math.Min(random.Below(classes, (ulong)row + 10), random.Below(classes, (ulong)row + 1000)))];
            double fraction = random.Uniform(2);
            int size = (int)Math.Round(fraction * count, MidpointRounding.AwayFromZero);
            if (size == 0 || size == count) continue;
            (Dataset rest, Dataset part) = Classes(labels, classes).Split(fraction, seed: trial);
            Assert.Equal((size, count - size), (part.Count, rest.Count));
            int[] whole = Classes(labels, classes).ClassCounts(), drawn = part.ClassCounts();
            for (int c = 0; c < classes; c++)
            {
                long exact = (long)whole[c] * size;      // in units of 1/count
                Assert.InRange(drawn[c], (int)(exact / count), (int)((exact + count - 1) / count));
            }
        }
    }

    [Fact]
    public void Rows_still_missing_come_from_the_largest_remainders_the_first_class_first_among_equals()
    {
        // Shares of 5 of 20 rows: 14·¼ = 3.5, 3·¼ = 0.75, 3·¼ = 0.75: the last two get one more, the first none.
        Assert.Equal([3, 1, 1], Classes([.. Labels(14, 3, 3)]).Split(0.25, seed: 0).Part.ClassCounts());
        // Shares of 2 of 8: 0.5 each of the four classes of two.
        Assert.Equal([1, 1, 0, 0], Classes([.. Labels(2, 2, 2, 2)]).Split(0.25, seed: 0).Part.ClassCounts());
        // Shares of 1 of 10, 0.9 and 0.1: the only row of a class stays.
        Assert.Equal([1, 0], Classes([.. Labels(9, 1)]).Split(0.1, seed: 0).Part.ClassCounts());
    }

    [Fact]
    public void Every_row_is_in_one_part_and_keeps_its_order_and_its_label()
    {
        int[] labels = [.. Enumerable.Range(0, 97).Select(row => row * row % 5)];
        (Dataset rest, Dataset part) = Classes(labels).Split(0.3, seed: 3);
        Assert.Equal(Enumerable.Range(0, 97), RowsOf(rest).Concat(RowsOf(part)).Order());
        foreach (Dataset data in (Dataset[])[rest, part])
        {
            Assert.Equal(RowsOf(data).Order(), RowsOf(data));
            Assert.Equal(RowsOf(data).Select(row => labels[row]), data.Labels.ToArray());
        }
    }

    [Fact]
    public void Seeds_and_streams_draw_other_rows_and_the_same_ones_again()
    {
        Dataset data = Classes([.. Labels(50, 50)]);
        int[] first = RowsOf(data.Split(0.5, seed: 1).Part);
        Assert.Equal(first, RowsOf(data.Split(0.5, seed: 1, stream: 0).Part));
        Assert.NotEqual(first, RowsOf(data.Split(0.5, seed: 2).Part));
        Assert.NotEqual(first, RowsOf(data.Split(0.5, seed: 1, stream: 1).Part));
    }

    [Fact]
    public void Rows_with_numbers_for_targets_are_drawn_without_regard_to_them()
    {
        Dataset data = Dataset.ForRegression("r", Rows(11), 1, Rows(11), ["t"]);
        (Dataset rest, Dataset part) = data.Split(0.5, seed: 0);
        Assert.Equal((5, 6), (rest.Count, part.Count));      // 5.5 is rounded away from zero
        Assert.Equal(RowsOf(part).Select(row => (float)row), part.Targets.ToArray());
        Assert.Equal(Enumerable.Range(0, 11), RowsOf(rest).Concat(RowsOf(part)).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_fraction_that_is_none_is_refused(double fraction) =>
        Assert.EndsWith(": give a fraction between 0 and 1, such as 0.1.", Refusal.Of(() => Classes([0, 1]).Split(fraction, seed: 0)), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.1, "A part of 0.1 of the 4 rows of c leaves no row for the part: choose another fraction or more rows.")]
    [InlineData(0.9, "A part of 0.9 of the 4 rows of c leaves no row for the rest: choose another fraction or more rows.")]
    public void A_part_without_rows_is_refused(double fraction, string message) =>
        Assert.Equal(message, Refusal.Of(() => Classes([0, 1, 0, 1]).Split(fraction, seed: 0)));

    private static IEnumerable<int> Labels(params int[] counts) => counts.SelectMany((count, c) => Enumerable.Repeat(c, count));

    private static float[] Rows(int count) => [.. Enumerable.Range(0, count).Select(row => (float)row)];

    /// <summary>Rows whose only input is their number.</summary>
    private static Dataset Classes(int[] labels, int? classes = null) => Dataset.ForClassification(
        "c", Rows(labels.Length), 1, labels, [.. Enumerable.Range(0, classes ?? labels.Max() + 1).Select(c => $"c{c}")]);

    private static int[] RowsOf(Dataset data) => [.. data.Inputs.Values.ToArray().Select(row => (int)row)];
}
