namespace Backprop.Explain.Tests;

/// <summary>docs/examples is made from the code; BACKPROP_UPDATE_EXAMPLES=1 writes it anew.</summary>
public class ExampleFilesTests
{
    [Theory]
    [InlineData("txt")]
    [InlineData("md")]
    [InlineData("tex")]
    [InlineData("svg")]
    [InlineData("html")]
    public void An_example_is_what_the_code_writes(string format)
    {
        string folder = Path.Combine(Repository.Root, "docs", "examples");
        var explanation = Explanation.Of(Tracer.Run(ProblemFile.Read(Path.Combine(folder, "problem-2-2-2.json"))));
        string text = format switch
        {
            "txt" => TextRenderer.Render(explanation, width: 80),
            "md" => MarkdownRenderer.Render(explanation),
            "tex" => LatexRenderer.Render(explanation),
            "svg" => SvgRenderer.Render(explanation),
            _ => HtmlRenderer.Render(explanation),
        };
        string path = Path.Combine(folder, "explain-2-2-2." + format);
        if (Environment.GetEnvironmentVariable("BACKPROP_UPDATE_EXAMPLES") == "1") File.WriteAllText(path, text);
        Assert.True(File.ReadAllText(path).ReplaceLineEndings("\n") == text, $"{path} is stale: run the tests with BACKPROP_UPDATE_EXAMPLES=1.");
    }
}
