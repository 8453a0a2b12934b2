using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Explain;

/// <summary>
/// An explanation as one HTML page that needs nothing from outside: the network drawn, a timeline forward → loss → backward →
/// average → update, and the formulas in MathML of the neuron or weight that is clicked or reached by the arrow keys.
/// Beside the drawing stands the same as a table, for screen readers.
/// </summary>
public static partial class HtmlRenderer
{
    /// <summary>The page; every name in it is text, whatever it holds.</summary>
    public static string Render(Explanation explanation)
    {
        var writer = new HtmlWriter(explanation.Precision);
        var contents = new Dictionary<string, Func<string>>
        {
            ["style"] = () => Resource("page.css"),
            ["script"] = () => Resource("page.js"),
            ["title"] = () => MarkupText.Escape(explanation.Title),
            ["given"] = () => string.Concat(explanation.Preface.Select(step => writer.Step(step, level: 2))),
            ["neurons"] = () => NetworkTable.Neurons(explanation),
            ["drawing"] = () => SvgRenderer.Drawing(explanation, interactive: true),
            ["data"] = () => PageData.Json(explanation, writer),
        };
        // One pass over the template: what is put in is not looked at again.
        return Place().Replace(Resource("page.html"), place => contents[place.Groups[1].Value]());
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Backprop.Explain." + name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n");
    }
}
