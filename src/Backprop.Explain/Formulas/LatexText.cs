using System.Globalization;
using System.Text;

namespace Backprop.Explain;

/// <summary>Text for LaTeX, outside mathematics: nothing in it is a command, and pdflatex knows every character.</summary>
internal static class LatexText
{
    // Beyond Latin Extended-A the usual fonts of pdflatex have no glyph, and the run would stop.
    private const int LastKnown = 0x17F;

    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        int before = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // Two hyphens, as in an option's name, would join to a dash.
            if (before == '-' && rune.Value == '-') escaped.Append("{}");
            escaped.Append(Escape(rune));
            before = rune.Value;
        }
        return escaped.ToString();
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\\' => "\\textbackslash{}",
        '{' => "\\{",
        '}' => "\\}",
        '#' or '$' or '%' or '&' or '_' => "\\" + rune,
        '^' => "\\textasciicircum{}",
        '~' => "\\textasciitilde{}",
        '<' => "\\textless{}",
        '>' => "\\textgreater{}",
        '|' => "\\textbar{}",
        '"' => "\\textquotedbl{}",
        '\'' => "\\textquotesingle{}",
        '`' => "\\textasciigrave{}",
        '“' => "``",
        '”' => "''",
        '…' => "\\dots{}",
        '–' => "--",
        '·' => "\\textperiodcentered{}",
        '−' => "$-$",
        '×' => "$\\times$",
        '→' => "$\\to$",
        '←' => "$\\leftarrow$",
        'δ' => "$\\delta$",
        'η' => "$\\eta$",
        'μ' => "$\\mu$",
        'λ' => "$\\lambda$",
        'σ' => "$\\sigma$",
        'Σ' => "$\\Sigma$",
        '∂' => "$\\partial$",
        '′' => "$'$",
        < 0x20 => " ",
        >= 0x7F and < 0xA1 => " ",
        <= LastKnown and not (0x127 or 0x126 or 0x138 or 0x13F or 0x140 or 0x149 or 0x166 or 0x167 or 0xAD) => rune.ToString(),
        >= 0x2080 and <= 0x2089 => "$_{" + (rune.Value - 0x2080).ToString(CultureInfo.InvariantCulture) + "}$",
        _ => "[U+" + rune.Value.ToString("X4", CultureInfo.InvariantCulture) + "]",
    };
}
