using System.Text.RegularExpressions;

namespace Backprop.Explain.Tests;

/// <summary>The numbers of docs/derivation.md are what explain says; BACKPROP_UPDATE_EXAMPLES=1 writes them anew.</summary>
public partial class DerivationNumbersTests
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs", "derivation.md");

    [Fact]
    public void The_numbers_of_the_derivation_are_those_of_explain()
    {
        var trace = Tracer.Run(ProblemFile.Read(Path.Combine(Repository.Root, "docs", "examples", "problem-2-2-2.json")));
        string text = File.ReadAllText(Document).ReplaceLineEndings("\n");
        Assert.Equal(6, Shown().Count(text));
        string made = Shown().Replace(text, block => $"<!-- explain {block.Groups["options"].Value} -->\n```text\n{Explain(trace, block.Groups["options"].Value)}```");
        if (Environment.GetEnvironmentVariable("BACKPROP_UPDATE_EXAMPLES") == "1") File.WriteAllText(Document, made);
        Assert.True(File.ReadAllText(Document).ReplaceLineEndings("\n") == made, "docs/derivation.md is stale: run the tests with BACKPROP_UPDATE_EXAMPLES=1.");
    }

    /// <summary>The steps themselves: what stands below the heading of the phase.</summary>
    private static string Explain(Trace trace, string options)
    {
        string[] words = options.Split(' ');
        string? Value(string name) => Array.IndexOf(words, name) is var at and >= 0 ? words[at + 1] : null;
        var explanation = Explanation.Of(trace, new ExplanationOptions
        {
            Phase = ExplanationOptions.ParsePhase(Value("--phase")!),
            Neuron = Value("--neuron") is { } neuron ? NeuronId.Parse(neuron, trace.Problem) : null,
            Edge = Value("--edge") is { } edge ? EdgeId.Parse(edge, trace.Problem) : null,
        });
        return Heading().Split(TextRenderer.Render(explanation))[^1].Trim('\n') + "\n";
    }

    [GeneratedRegex("<!-- explain (?<options>[^>]+?) -->\n```text\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex("\n1  [^\n]+\n─+\n")]
    private static partial Regex Heading();
}
