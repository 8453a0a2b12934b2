using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Backprop.Explain.Tests;

public partial class ShownNumbersTests
{
    public static TheoryData<int, int> Cases => new(from number in Enumerable.Range(0, 20) from precision in new[] { 3, 6, 12 } select (number, precision));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_number_of_the_text_is_one_of_the_trace_and_none_is_missing(int number, int precision)
    {
        var trace = Tracer.Run(TestProblems.Random(number));
        var step = trace.Steps[1];
        var options = new ExplanationOptions { Step = 2, Precision = precision };
        var emitter = new UnicodeEmitter(precision);
        string[] shown = [.. TextRenderer.Lines(Explanation.Of(trace, options), width: 100_000)
            .SkipWhile(line => line.Count == 0 || !line[0].Text.StartsWith("1  ", StringComparison.Ordinal))
            .SelectMany(line => line).Where(span => span.Role is TextRole.Formula or TextRole.Result)
            .SelectMany(span => NumberPattern().Matches(span.Text)).Select(match => match.Value.TrimStart('−'))];
        string[] needed = [.. Essential(trace, step).Select(Written).Distinct()];
        var allowed = needed.Concat(Further(trace, step).Select(Written)).Concat(["0", "1", "2", "3"]).ToHashSet();
        Assert.Empty(needed.Except(shown));
        Assert.Empty(shown.Except(allowed));

        string Written(double value) => emitter.Emit(new Number(Math.Abs(value)));
    }

    [Theory]
    [InlineData("net_h1")]
    [InlineData("out_h1")]
    [InlineData("out_h2")]
    [InlineData("net_o1")]
    [InlineData("out_o1")]
    [InlineData("out_o2")]
    [InlineData("E_total")]
    [InlineData("dout_o1/dnet_o1")]
    [InlineData("dE/dw5")]
    [InlineData("w5+")]
    [InlineData("w6+")]
    [InlineData("w7+")]
    [InlineData("w8+")]
    [InlineData("dE_total/dout_h1")]
    [InlineData("dout_h1/dnet_h1")]
    [InlineData("dE/dw1")]
    [InlineData("w1+")]
    [InlineData("w2+")]
    [InlineData("w3+")]
    [InlineData("w4+")]
    public void The_published_digits_of_the_2_2_2_example_are_shown(string name)
    {
        using var fixtures = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", "worked_examples.json")));
        var example = fixtures.RootElement.GetProperty("examples").EnumerateArray().Single(one => one.GetProperty("id").GetString() == "mazur_2_2_2");
        string published = example.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == name).GetProperty("published").GetString()!;
        string text = TextRenderer.Render(Explanation.Of(Tracer.Run(TestProblems.Mazur), new ExplanationOptions { Precision = 12 }));
        int decimals = published.Length - published.IndexOf('.', StringComparison.Ordinal) - 1;
        Assert.Contains(published, NumberPattern().Matches(text).Select(match => match.Value)
            .Where(number => !number.Contains('·', StringComparison.Ordinal) && number[0] != '−')
            .Select(number => decimal.Parse(number, CultureInfo.InvariantCulture).ToString("F" + decimals, CultureInfo.InvariantCulture)));
    }

    // What a person must find: x, a, f′ and δ of the shown point, every gradient and every new parameter.
    private static IEnumerable<double> Essential(Trace trace, TraceStep step)
    {
        bool softmax = trace.Problem.Layers[^1].Activation.Name == "softmax", hiddenSoftmax = trace.Problem.Layers[0].Activation.Name == "softmax";
        bool fused = trace.Problem.Loss.IsFusedWith(trace.Problem.Layers[^1].Activation);
        for (int l = 0; l < step.Points[0].Layers.Count; l++)
        {
            var layer = step.Points[0].Layers[l];
            bool derivative = l == 0 ? !hiddenSoftmax : !softmax && !fused;
            foreach (double value in layer.WeightedSums.Concat(layer.Activations).Concat(layer.Deltas).Concat(derivative ? layer.Derivatives : [])) yield return value;
        }
        foreach (double value in step.DataGradients.Concat(step.Updated).SelectMany(All)) yield return value;
        foreach (var point in step.Points) yield return point.Loss;
        yield return step.Loss;
    }

    // What else stands in formulas and tables.
    private static IEnumerable<double> Further(Trace trace, TraceStep step)
    {
        var problem = trace.Problem;
        var given = step.Before.Concat(step.Gradients).Concat(step.StateBefore.Concat(step.StateAfter).SelectMany(slot => slot.Layers)).SelectMany(All);
        var rows = problem.Inputs.Concat(problem.Targets).SelectMany(row => row);
        var points = step.Points.SelectMany(point => point.Layers).SelectMany(layer => layer.Activations.Concat(layer.Deltas).Concat(layer.ActivationGradients ?? []));
        var optimizer = problem.Optimizer;
        double[] constants = [.. optimizer.NumbersByName.Select(option => option.Value), 0.01, 1.0507009873554805, 1.6732632423543772];
        return given.Concat(rows).Concat(points).Concat(constants).Concat(Products(problem, step));
    }

    // δ·a of each weight and data point, as the batch tables show it.
    private static IEnumerable<double> Products(Problem problem, TraceStep step) =>
        from point in step.Points
        from l in Enumerable.Range(0, point.Layers.Count)
        from delta in point.Layers[l].Deltas
        from activation in l == 0 ? problem.Inputs[point.Index] : point.Layers[l - 1].Activations
        select delta * activation;

    private static IEnumerable<double> All(TraceParameters layer) => layer.Weights.SelectMany(row => row).Concat(layer.Biases);

    // A number, but not a subscript, nor the 10 of a power of ten alone.
    [GeneratedRegex(@"−?\d+(\.\d+)?(·10[⁻⁰¹²³⁴-⁹]+)?")]
    private static partial Regex NumberPattern();
}
