using System.Globalization;

namespace Backprop.Files;

/// <summary>A number of things in a message: <c>1 row</c>, <c>3 rows</c>, <c>2 classes</c>.</summary>
internal static class Counted
{
    public static string Of(long count, string noun) => $"{count.ToString(CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : noun.EndsWith('s') ? "es" : "s")}";
}
