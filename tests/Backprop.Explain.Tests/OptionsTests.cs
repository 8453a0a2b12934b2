namespace Backprop.Explain.Tests;

public class OptionsTests
{
    private static readonly Trace Trace = Tracer.Run(TestProblems.Mazur);

    [Theory]
    [InlineData("1.0", 1, 0)]
    [InlineData("2.1", 2, 1)]
    [InlineData("0.1", 0, 1)]
    public void A_neuron_is_read_as_it_is_written(string text, int layer, int index)
    {
        Assert.Equal(new NeuronId(layer, index), NeuronId.Parse(text, TestProblems.Mazur));
        Assert.Equal(text, new NeuronId(layer, index).ToString());
    }

    [Theory]
    [InlineData("x", "write LAYER.NEURON, such as 2.0")]
    [InlineData("1", "write LAYER.NEURON")]
    [InlineData("-1.0", "write LAYER.NEURON")]
    [InlineData("1.0.0", "write LAYER.NEURON")]
    [InlineData("99999999999.0", "write LAYER.NEURON")]
    [InlineData("3.0", "there is no layer 3. The network has the inputs (layer 0) and the layers 1 to 2.")]
    [InlineData("1.2", "Layer 1 has the neurons 1.0 to 1.1.")]
    public void An_unknown_neuron_says_which_exist(string text, string message) =>
        AssertOneLine(message, () => NeuronId.Parse(text, TestProblems.Mazur));

    [Theory]
    [InlineData("0.0", "write LAYER.FROM-LAYER.TO")]
    [InlineData("0.0-1.0-2.0", "write LAYER.FROM-LAYER.TO")]
    [InlineData("0.0-2.0", "an edge leads to the next layer. From layer 0 it leads to layer 1, such as 0.0-1.0.")]
    [InlineData("1.0-0.0", "an edge leads to the next layer")]
    [InlineData("0.2-1.0", "Layer 0 has the neurons 0.0 to 0.1.")]
    [InlineData("1.0-2.9", "Layer 2 has the neurons 2.0 to 2.1.")]
    public void An_unknown_edge_says_which_exist(string text, string message) =>
        AssertOneLine(message, () => EdgeId.Parse(text, TestProblems.Mazur));

    [Fact]
    public void An_edge_is_read_as_it_is_written() =>
        Assert.Equal("1.0-2.1", EdgeId.Parse("1.0-2.1", TestProblems.Mazur).ToString());

    [Fact]
    public void A_phase_is_read_or_the_known_ones_are_named()
    {
        Assert.Equal(ExplanationPhase.Backward, ExplanationOptions.ParsePhase("backward"));
        AssertOneLine("Known: forward, loss, backward, gradient, update.", () => ExplanationOptions.ParsePhase("sideways"));
        AssertOneLine("Known: forward", () => ExplanationOptions.ParsePhase("1"));
    }

    [Fact]
    public void What_the_trace_does_not_have_is_refused()
    {
        AssertOneLine("Neuron '0.1' is an input: nothing is computed for it.", () => Explanation.Of(Trace, new ExplanationOptions { Neuron = new NeuronId(0, 1) }));
        AssertOneLine("Layer 2 has the neurons", () => Explanation.Of(Trace, new ExplanationOptions { Neuron = new NeuronId(2, 5) }));
        AssertOneLine("choose one of the two", () => Explanation.Of(Trace, new ExplanationOptions { Neuron = new NeuronId(2, 0), Edge = new EdgeId(new(0, 0), new(1, 0)) }));
        AssertOneLine("give 1 to 17", () => Explanation.Of(Trace, new ExplanationOptions { Precision = 0 }));
        AssertOneLine("Data point 1 does not exist", () => Explanation.Of(Trace, new ExplanationOptions { Point = 1 }));
        AssertOneLine("Step 2 is not recorded. Recorded: step 1.", () => Explanation.Of(Trace, new ExplanationOptions { Step = 2 }));
        AssertOneLine("at least 1 term", () => Explanation.Of(Trace, new ExplanationOptions { Terms = 0 }));
    }

    [Fact]
    public void A_what_if_changes_one_number_and_leaves_the_problem_alone()
    {
        var problem = TestProblems.Mazur;
        var weight = WhatIf.Apply(problem, "1.0-2.1=-0.75");
        Assert.Equal([0.4, 0.45, -0.75, 0.55], weight.Layers[1].Parameters[0].Values);
        var bias = WhatIf.Apply(problem, " 1.1.bias = 1e-3 ");
        Assert.Equal([0.35, 0.001], bias.Layers[0].Parameters[1].Values);
        Assert.Equal([0.4, 0.45, 0.5, 0.55], problem.Layers[1].Parameters[0].Values);
        Assert.Equal([0.35, 0.35], problem.Layers[0].Parameters[1].Values);
        Assert.NotEqual(Trace.Steps[0].Loss, Tracer.Run(weight).Steps[0].Loss);
    }

    [Theory]
    [InlineData("1.0.bias", "write LAYER.NEURON.bias=NUMBER")]
    [InlineData("1.0=3", "write LAYER.NEURON.bias=NUMBER")]
    [InlineData("1.0.bias=three", "'three' is not a finite number")]
    [InlineData("1.0.bias=NaN", "'NaN' is not a finite number")]
    [InlineData("1.0.bias=0,5", "'0,5' is not a finite number")]
    [InlineData("0.0.bias=1", "neuron 0.0 is an input and has no bias")]
    [InlineData("9.0.bias=1", "there is no layer 9")]
    [InlineData("0.0-1.7=1", "Layer 1 has the neurons 1.0 to 1.1")]
    public void A_what_if_that_cannot_be_says_why(string change, string message) =>
        AssertOneLine(message, () => WhatIf.Apply(TestProblems.Mazur, change));

    private static void AssertOneLine(string message, Func<object?> action)
    {
        string text = Assert.Throws<InvalidInputException>(action).Message;
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }
}
