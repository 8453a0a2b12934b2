using System.Globalization;
using System.Text;

namespace Backprop.Cli.Tests;

/// <summary>Small CSV files.</summary>
internal static class Tables
{
    /// <summary>Flowers: width, height, and a kind that depends on the width.</summary>
    public static string Flowers(int rows, bool withKind = true)
    {
        var text = new StringBuilder(withKind ? "width,height,kind\n" : "width,height\n");
        for (int row = 0; row < rows; row++)
        {
            bool rose = row % 2 == 0;
            text.Append(CultureInfo.InvariantCulture, $"{(rose ? 1 : 5) + row % 5 * 0.1},{row % 3}");
            text.Append(withKind ? rose ? ",rose\n" : ",tulip\n" : "\n");
        }
        return text.ToString();
    }

    /// <summary>Houses: size, age, and a price = 100 + 30·size − age, in the style of the diabetes data: no header.</summary>
    public static string Houses(int rows)
    {
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            double size = 1 + row % 10 * 0.37, age = row % 7 * 1.5;
            text.Append(CultureInfo.InvariantCulture, $"{size},{age},{100 + 30 * size - age}\n");
        }
        return text.ToString();
    }
}
