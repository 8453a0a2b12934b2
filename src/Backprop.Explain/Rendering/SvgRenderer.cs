using System.Text;

namespace Backprop.Explain;

/// <summary>
/// The network of an explanation drawn as SVG: the sign of a weight by colour and by dashes, its size by the line's width;
/// at each neuron its number, activation, delta and bias. Readable in black and white, and by screen readers.
/// </summary>
public static class SvgRenderer
{
    private const string Style = """
        <style>
        .nn{font-family:"DejaVu Sans","Segoe UI",Helvetica,Arial,sans-serif;font-size:13px;fill:#1b1f24}
        .nn .number{font-size:17px;font-weight:bold}
        .nn .heading{font-size:15px;font-weight:bold}
        .nn .soft{fill:#57606a}
        .nn .halo{paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}
        .nn .body{fill:#fff;stroke:#1b1f24;stroke-width:2}
        .nn .input .body{stroke-dasharray:2 3}
        .nn .back{fill:#fff}
        .nn line{stroke:#1f5fbf;stroke-linecap:butt}
        .nn .negative line{stroke:#b3400e;stroke-dasharray:9 6}
        </style>

        """;

    /// <summary>The drawing, a complete SVG document.</summary>
    public static string Render(Explanation explanation) => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Drawing(explanation, interactive: false);

    /// <summary>The drawing as an element; an interactive one has neurons and weights that take the keyboard's focus.</summary>
    internal static string Drawing(Explanation explanation, bool interactive)
    {
        var drawing = new NetworkDrawing(explanation);
        var writer = new SvgWriter(explanation.View, interactive);
        var text = new StringBuilder();
        text.Append(StepView.Text($"<svg class=\"nn\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {drawing.Width:0} {drawing.Height:0}\" width=\"{drawing.Width:0}\" height=\"{drawing.Height:0}\" role=\"{(interactive ? "group" : "img")}\" aria-label=\"{MarkupText.Escape(explanation.Title)}\">\n"));
        text.Append("<title>").Append(MarkupText.Escape(explanation.Title)).Append("</title>\n").Append(Style.ReplaceLineEndings("\n"));
        text.Append(StepView.Text($"<rect width=\"{drawing.Width:0}\" height=\"{drawing.Height:0}\" fill=\"#fff\"/>\n"));
        foreach (var heading in drawing.Headings) writer.Heading(text, heading.Layer, heading.X, heading.Y);
        foreach (var edge in drawing.Edges.OrderBy(edge => edge.Strength)) writer.Line(text, edge);
        foreach (var edge in drawing.Edges) writer.Label(text, edge);
        foreach (var node in drawing.Nodes) writer.Node(text, node);
        foreach (var (count, x, y) in drawing.Omissions) SvgWriter.Omission(text, count, x, y);
        SvgWriter.Legend(text, drawing.Height, drawing.Edges.All(edge => edge.Label is not null));
        return text.Append("</svg>\n").ToString();
    }
}
