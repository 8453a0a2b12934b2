using System.Numerics;

namespace Backprop.Tabular;

/// <summary>The number that would stand at a place if numbers were sorted, in time that grows as their count does.</summary>
internal static class Selection
{
    private const int Few = 32;

    /// <summary>Brings to place k what belongs there; nothing before it is larger, nothing behind it smaller (C. A. R. Hoare, Find, 1961).</summary>
    public static float At(Span<float> numbers, int k)
    {
        int first = 0, last = numbers.Length - 1;
        // Each round leaves about half; where it does not, a sort ends it.
        for (int rounds = 2 * BitOperations.Log2((uint)numbers.Length + 1); last - first >= Few && rounds > 0; rounds--)
        {
            float middle = MedianOfThree(numbers[first], numbers[first + ((last - first) / 2)], numbers[last]);
            var (low, high) = Partition(numbers, first, last, middle);
            if (k <= high) last = high;
            else if (k >= low) first = low;
            else return numbers[k];
        }
        numbers.Slice(first, last - first + 1).Sort();
        return numbers[k];
    }

    /// <summary>What is not above the middle comes before what is not below it.</summary>
    private static (int Low, int High) Partition(Span<float> numbers, int low, int high, float middle)
    {
        while (low <= high)
        {
            while (numbers[low] < middle) low++;
            while (numbers[high] > middle) high--;
            if (low > high) break;
            (numbers[low], numbers[high]) = (numbers[high], numbers[low]);
            low++;
            high--;
        }
        return (low, high);
    }

    private static float MedianOfThree(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
