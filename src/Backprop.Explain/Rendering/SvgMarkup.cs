using System.Globalization;
using System.Text;

namespace Backprop.Explain;

/// <summary>What every drawing needs of SVG: numbers with one decimal, and text that is text whatever it holds.</summary>
internal static class SvgMarkup
{
    /// <summary>Appends a text; nothing where it is empty.</summary>
    public static void Text(StringBuilder svg, double x, double y, string content, string style, string anchor = "middle")
    {
        if (content.Length == 0) return;
        string kind = style.Length > 0 ? $" class=\"{style}\"" : "";
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{kind}>{MarkupText.Escape(content)}</text>");
    }

    /// <summary>A coordinate.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
