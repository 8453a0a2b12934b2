namespace Backprop.Explain;

/// <summary>
/// An explanation as one HTML page that needs nothing from outside: the network drawn, a timeline forward → loss → backward →
/// average → update, and the formulas in MathML of the neuron or weight that is clicked or reached by the arrow keys.
/// Beside the drawing stands the same as a table, for screen readers.
/// </summary>
public static class HtmlRenderer
{
    /// <summary>The page; every name in it is text, whatever it holds.</summary>
    public static string Render(Explanation explanation)
    {
        var writer = new HtmlWriter(explanation.Precision);
        return PageTemplate.Fill("page.html", new Dictionary<string, Func<string>>
        {
            ["style"] = () => PageTemplate.Resource("page.css"),
            ["script"] = () => PageTemplate.Resource("page.js"),
            ["title"] = () => MarkupText.Escape(explanation.Title),
            ["given"] = () => string.Concat(explanation.Preface.Select(step => writer.Step(step, level: 2))),
            ["neurons"] = () => NetworkTable.Neurons(explanation),
            ["drawing"] = () => SvgRenderer.Drawing(explanation, interactive: true),
            ["data"] = () => PageData.Json(explanation, writer),
        });
    }
}
