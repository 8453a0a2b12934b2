using System.Globalization;
using System.IO.Compression;

namespace Backprop.Data;

/// <summary>A table of plain numbers in the library itself, the class of each row last; make-resources.sh says where it comes from.</summary>
internal static class EmbeddedTable
{
    /// <summary>The inputs <c>[rows, features]</c> and the labels <c>[rows]</c>.</summary>
    public static (float[] Inputs, int[] Labels) Read(string name)
    {
        using Stream resource = typeof(EmbeddedTable).Assembly.GetManifestResourceStream($"Backprop.Data.{name}.csv.gz")!;
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        var inputs = new List<float>();
        var labels = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            foreach (string cell in cells.AsSpan(0, cells.Length - 1)) inputs.Add(float.Parse(cell, CultureInfo.InvariantCulture));
            labels.Add(int.Parse(cells[^1], CultureInfo.InvariantCulture));
        }
        return ([.. inputs], [.. labels]);
    }
}
