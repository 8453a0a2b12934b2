namespace Backprop.Explain.Tests;

public class FormulaTests
{
    /// <summary>A second order of the same few operations in double, relative to numbers about 1.</summary>
    private const double Rounding = 1e-9;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 60)];

    public static TheoryData<string, string, string> EveryPairing
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (string activation in Activation.Names)
                foreach (var loss in Loss.All)
                {
                    bool probabilities = loss.Name.Contains("cross", StringComparison.Ordinal);
                    data.Add(activation, probabilities ? "sigmoid" : activation, loss.Name);
                    if (probabilities) data.Add(activation, "softmax", loss.Name);
                }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_equals_sign_holds_in_symbols_and_in_numbers(int number)
    {
        var trace = Tracer.Run(TestProblems.Random(number));
        foreach (var step in trace.Steps)
            for (int point = 0; point < step.Points.Count; point++) CheckFormulas(trace, step, point);
    }

    [Theory]
    [MemberData(nameof(EveryPairing))]
    public void Every_activation_with_every_loss_is_written_and_right(string hidden, string output, string loss)
    {
        var trace = Tracer.Run(TestProblems.Of(new Random(3), Loss.Parse(loss), hidden, output));
        CheckFormulas(trace, trace.Steps[0], 0);
        var explanation = Explanation.Of(trace);
        Assert.Contains("δ", TextRenderer.Render(explanation), StringComparison.Ordinal);
        Assert.Contains("\\delta", LatexRenderer.Render(explanation), StringComparison.Ordinal);
        Assert.Contains("```math", MarkdownRenderer.Render(explanation), StringComparison.Ordinal);
        Assert.Contains("</svg>", SvgRenderer.Render(explanation), StringComparison.Ordinal);
        Assert.Contains("</html>", HtmlRenderer.Render(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public void An_abbreviated_sum_comes_to_the_same()
    {
        var trace = Tracer.Run(TestProblems.Large());
        CheckFormulas(trace, trace.Steps[0], 0);
        var sum = Formulas(Explanation.Of(trace)).First(formula => formula.Left is Identifier { Name: "x" }).Parts[1];
        Assert.Equal(776, Assert.IsType<Sum>(sum).Terms.OfType<Further>().Single().Count);
    }

    private static void CheckFormulas(Trace trace, TraceStep step, int point)
    {
        var evaluator = new FormulaEvaluator(trace, step, point);
        int checkedParts = 0;
        foreach (var formula in Formulas(Explanation.Of(trace, new ExplanationOptions { Step = step.Step, Point = point })))
        {
            if (formula.Parts[^1] is not Number result) continue;
            bool isVelocity = formula.Left is Identifier { Name: "v" };
            foreach (var part in formula.Parts.SkipLast(1))
                if (evaluator.Evaluate(part, isVelocity) is { } value)
                {
                    Assert.True(Math.Abs(value - result.Value) <= Rounding * Math.Max(1, Math.Abs(result.Value)), $"{formula}: {value:R} is not {result.Value:R}");
                    checkedParts++;
                }
            if (formula.Relation == "=" && evaluator.Evaluate(formula.Left) is { } left) Assert.Equal(result.Value, left, Rounding);
        }
        Assert.True(checkedParts > 4 * trace.Problem.Layers.Count, $"only {checkedParts} parts could be checked");
    }

    private static IEnumerable<Formula> Formulas(Explanation explanation) => explanation.Sections.SelectMany(section => section.Steps).SelectMany(step => step.Formulas);
}
