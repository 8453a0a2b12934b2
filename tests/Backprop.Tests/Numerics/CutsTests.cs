using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public class CutsTests
{
    [Fact]
    public void Pieces_are_as_few_as_possible_of_nearly_equal_size_and_cover_the_range()
    {
        for (int units = 0; units < 50; units++)
        {
            for (int most = 1; most < 8; most++)
            {
                var cuts = new Cuts(32, 32 + 8 * units, 8, most);
                var (sizes, position) = (new List<int>(), 32);
                while (cuts.Next(out int start, out int size))
                {
                    Assert.Equal(position, start);
                    position += 8 * size;
                    sizes.Add(size);
                }
                Assert.Equal(32 + 8 * units, position);
                Assert.Equal((units + most - 1) / most, sizes.Count);
                Assert.Equal(sizes.OrderDescending(), sizes);
                Assert.True(units == 0 || sizes[0] <= most && sizes[0] - sizes[^1] <= 1);
            }
        }
    }

    [Fact]
    public void Joined_pieces_are_those_that_would_have_followed_and_are_as_large()
    {
        for (int units = 1; units < 50; units++)
        {
            for (int together = -1; together < 6; together++)
            {
                List<(int Start, int Size)> expected = [], actual = [];
                for (var cuts = new Cuts(0, units, 1, 6); cuts.Next(out int start, out int size);) expected.Add((start, size));
                for (var cuts = new Cuts(0, units, 1, 6); cuts.Next(out int start, out int size);)
                {
                    int joined = cuts.Join(together);
                    Assert.InRange(joined, 1, Math.Max(1, together));
                    for (int i = 0; i < joined; i++) actual.Add((start + i * size, size));
                    // As many as there may be, unless none of that size is left.
                    if (joined < together) Assert.True(actual.Count == expected.Count || expected[actual.Count].Size != size);
                }
                Assert.Equal(expected, actual);
            }
        }
    }
}
