using Backprop.Numerics;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class SelectionTests
{
    [Fact]
    public void A_place_holds_what_sorting_would_bring_there()
    {
        var random = new CounterRandom(5, RandomPurpose.GeneratedData, 0);
        for (int trial = 0; trial < 300; trial++)
        {
            int count = 1 + random.Below(400, (ulong)trial), kinds = 1 + random.Below(count, (ulong)trial + 1000);
            float[] numbers = [.. Enumerable.Range(0, count).Select(i => (float)random.Below(kinds, (ulong)((trial * 1000) + i)) - (kinds / 2))];
            if (trial % 3 == 0) Array.Sort(numbers);
            if (trial % 3 == 1) Array.Sort(numbers, (a, b) => b.CompareTo(a));
            float[] sorted = [.. numbers.Order()];
            foreach (int k in new[] { 0, count / 4, count / 2, count - 1 }) Assert.Equal(sorted[k], Selection.At(numbers, k));
            Assert.Equal(sorted, numbers.Order());
        }
    }
}
