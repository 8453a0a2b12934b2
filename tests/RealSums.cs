namespace Backprop.Reference;

/// <summary>The sums and means that LINQ has for double alone.</summary>
internal static class RealSums
{
    public static Real Sum(this IEnumerable<Real> numbers)
    {
        Real sum = 0;
        foreach (Real number in numbers) sum += number;
        return sum;
    }

    public static Real Sum<T>(this IEnumerable<T> terms, Func<T, Real> number) => terms.Select(number).Sum();

    public static Real Average(this IEnumerable<Real> numbers) => numbers.Sum() / numbers.Count();

    public static Real Average<T>(this IEnumerable<T> terms, Func<T, Real> number) => terms.Select(number).Average();
}
