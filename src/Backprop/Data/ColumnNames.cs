using System.Collections;

namespace Backprop.Data;

/// <summary>Names made when they are asked for, so that a wide data set costs no memory for names that nobody reads.</summary>
internal sealed class ColumnNames(int count, Func<int, string> name) : IReadOnlyList<string>
{
    /// <summary>x1, x2, … xn.</summary>
    public static ColumnNames Numbered(int count) => new(count, column => $"x{column + 1}");

    /// <summary>pixel_0_0, pixel_0_1, …: row and column of an image, from its top left corner.</summary>
    public static ColumnNames Pixels(int rows, int columns) =>
        new(rows * columns, pixel => $"pixel_{pixel / columns}_{pixel % columns}");

    public int Count => count;

    public string this[int index] =>
        (uint)index < (uint)count ? name(index) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<string> GetEnumerator()
    {
        for (int i = 0; i < count; i++) yield return name(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
