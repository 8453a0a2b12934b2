using System.Text.Json;
using System.Xml.Linq;

namespace Backprop.Explain.Tests;

public class EscapingTests
{
    private static readonly string[] Hostile = ["</script><b>&\"'{{data}}", "a|b`c`*d* @someone #1 $x$ \\end{document} <!-- ∑ 花 \u001b[31m \u202e"];

    private static readonly Explanation Explanation = Explanation.Of(Tracer.Run(TestProblems.Mazur with { Names = new TraceNames(Hostile, [Hostile[1], Hostile[0]]) }));

    [Fact]
    public void Names_are_text_in_html()
    {
        string page = HtmlRenderer.Render(Explanation);
        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!-- ", page, StringComparison.Ordinal);
        string data = page.Split("id=\"data\">")[1].Split("</script>")[0];
        using var json = JsonDocument.Parse(data);
        Assert.Contains(Hostile[0], json.RootElement.GetProperty("panels").GetProperty("n0.0").GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", json.RootElement.GetProperty("panels").GetProperty("n2.1").GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_two_hyphens_of_an_option_stay_two_in_latex()
    {
        string latex = LatexRenderer.Render(Explanation.Of(Tracer.Run(TestProblems.Mazur with { Names = new TraceNames(["see --all", "x"], ["y", "z"]) })));
        Assert.DoesNotContain("--all", latex, StringComparison.Ordinal);
        Assert.Contains("see -{}-all", latex, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawing_is_well_formed_whatever_the_names()
    {
        var svg = XDocument.Parse(SvgRenderer.Render(Explanation)).Root!;
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value.StartsWith("</script><b>", StringComparison.Ordinal));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "b");
    }

    [Fact]
    public void Names_are_neither_markup_nor_mentions_in_markdown()
    {
        string text = MarkdownRenderer.Render(Explanation);
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@someone", text, StringComparison.Ordinal);
        Assert.Contains("a&#124;b\\`c\\`\\*d\\*", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_command_no_terminal()
    {
        string text = TextRenderer.Render(Explanation);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
    }

    [Fact]
    public void Names_are_no_commands_in_latex()
    {
        string text = LatexRenderer.Render(Explanation);
        Assert.Single(text.Split('\n'), line => line == "\\end{document}");
        Assert.DoesNotContain("\\end{document} ", text, StringComparison.Ordinal);
        Assert.Contains("[U+82B1]", text, StringComparison.Ordinal);
    }
}
