using Backprop.Data;

namespace Backprop.Explain.Tests;

/// <summary>docs/examples is made from the code; BACKPROP_UPDATE_EXAMPLES=1 writes it anew.</summary>
public class ExampleFilesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "examples");

    [Theory]
    [InlineData("txt")]
    [InlineData("md")]
    [InlineData("tex")]
    [InlineData("svg")]
    [InlineData("html")]
    public void The_worked_example_is_what_the_code_writes(string format) =>
        Compare("explain-2-2-2", format, Explanation.Of(Tracer.Run(ProblemFile.Read(Path.Combine(Folder, "problem-2-2-2.json")))));

    [Theory]
    [InlineData("txt")]
    [InlineData("md")]
    [InlineData("svg")]
    public void A_row_of_a_trained_digits_model_is_explained_as_the_code_writes_it(string format)
    {
        var digits = BuiltInDatasets.Load("digits");
        var training = new ModelTraining(digits, new ModelOptions { Hidden = [16], Training = new TrainingOptions { Epochs = 20 } });
        training.Run();
        int[] batch = [.. Enumerable.Range(0, 10)];
        var options = new ExplanationOptions { Point = 5, PointNames = [.. batch.Select(row => $"row {row}")] };
        Compare("explain-digits-row-5", format, Explanation.Of(Tracer.Run(ModelProblem.Of(training.Model, digits, batch)), options));
    }

    private static void Compare(string name, string format, Explanation explanation)
    {
        string text = format switch
        {
            "txt" => TextRenderer.Render(explanation, width: 80),
            "md" => MarkdownRenderer.Render(explanation),
            "tex" => LatexRenderer.Render(explanation),
            "svg" => SvgRenderer.Render(explanation),
            _ => HtmlRenderer.Render(explanation),
        };
        string path = Path.Combine(Folder, $"{name}.{format}");
        if (Environment.GetEnvironmentVariable("BACKPROP_UPDATE_EXAMPLES") == "1") File.WriteAllText(path, text);
        Assert.True(File.ReadAllText(path).ReplaceLineEndings("\n") == text, $"{path} is stale: run the tests with BACKPROP_UPDATE_EXAMPLES=1.");
    }
}
