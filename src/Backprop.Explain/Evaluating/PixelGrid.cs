using System.Globalization;

namespace Backprop.Explain;

/// <summary>The shape of images whose pixels are the features.</summary>
/// <param name="Rows">Pixels from top to bottom.</param>
/// <param name="Columns">Pixels from left to right.</param>
internal sealed record PixelGrid(int Rows, int Columns)
{
    private const string Prefix = "pixel_";

    /// <summary>The shape by the names of the features, as the readers of images give them (<c>pixel_0_0</c> first, row by row); null for other features.</summary>
    public static PixelGrid? Of(IReadOnlyList<string> features)
    {
        string[] last = features[^1].Split('_');
        if (features[0] != Prefix + "0_0" || last.Length != 3 || !features[^1].StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (!int.TryParse(last[1], NumberStyles.None, CultureInfo.InvariantCulture, out int row) || !int.TryParse(last[2], NumberStyles.None, CultureInfo.InvariantCulture, out int column)) return null;
        return (row + 1L) * (column + 1L) == features.Count ? new PixelGrid(row + 1, column + 1) : null;
    }
}
