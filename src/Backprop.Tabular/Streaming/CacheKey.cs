using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Backprop.Tabular;

/// <summary>What a cache is made from: the files with their lengths and times, and every option that changes what is in it.</summary>
internal static class CacheKey
{
    // Goes up when rows are prepared or written differently.
    private const int Version = 1;

    /// <summary>SHA-256 in hexadecimal over the full path, length and time of the last writing of each file, and the options.</summary>
    public static string Of(TableOptions options, TableShares shares)
    {
        var text = new StringBuilder();
        Line("version", Version, BitConverter.IsLittleEndian);
        foreach (string file in TableFiles.Expand([options.Path, .. options.MoreFiles]))
        {
            var about = new FileInfo(file);
            if (about.Exists) Line("file", about.FullName, about.Length, about.LastWriteTimeUtc.Ticks);
        }
        Line("target", options.Target);
        Line("format", options.Header, (int?)options.Delimiter);
        Line("task", options.Task, options.Positive, options.Group);
        foreach (var (what, columns) in new[] { ("ignore", options.Ignore), ("numeric", options.Numeric), ("categorical", options.Categorical) })
            foreach (string column in columns) Line(what, column);
        Line("shares", shares.Test, shares.Validation, shares.Seed);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        // Lengths stand before texts, so that no two lists of values make the same line.
        void Line(string what, params object?[] values)
        {
            text.Append(what);
            foreach (string? value in values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)))
                text.Append(CultureInfo.InvariantCulture, $" {value?.Length ?? -1}:{value}");
            text.Append('\n');
        }
    }
}
