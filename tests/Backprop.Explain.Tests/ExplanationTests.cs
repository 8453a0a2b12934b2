namespace Backprop.Explain.Tests;

public class ExplanationTests
{
    // A person reads a page or two of a large network, not a book; everything would be millions of lines.
    private const int MostLinesOfALargeNetwork = 700;

    private static readonly Trace Mazur = Tracer.Run(TestProblems.Mazur);
    private static readonly Lazy<Trace> Large = new(() => Tracer.Run(TestProblems.Large()));

    [Fact]
    public void A_large_network_is_shown_by_its_most_influential_neurons_and_says_so()
    {
        string text = TextRenderer.Render(Explanation.Of(Large.Value));
        Assert.InRange(text.Split('\n').Length, 100, MostLinesOfALargeNetwork);
        Assert.Contains("Of the 512 neurons of layer 1 the 3 with the largest |δ| are shown", text, StringComparison.Ordinal);
        Assert.Contains("[776 further terms]", text, StringComparison.Ordinal);
        Assert.Contains("--all", text, StringComparison.Ordinal);
    }

    [Fact]
    public void All_leaves_nothing_out()
    {
        var problem = TestProblems.Of(new Random(1), Loss.SquaredError, "tanh", "identity") with { Layers = [TestProblems.Layer(new Random(1), 20, 30, "tanh"), TestProblems.Layer(new Random(2), 30, 2, "identity")], Inputs = [new double[20]], Targets = [[1, 2]] };
        string text = TextRenderer.Render(Explanation.Of(Tracer.Run(problem), new ExplanationOptions { All = true }));
        Assert.DoesNotContain("further", text, StringComparison.Ordinal);
        Assert.DoesNotContain("largest", text, StringComparison.Ordinal);
        Assert.Equal(32, text.Split('\n').Count(line => line.StartsWith("  x", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_chosen_neuron_stands_alone()
    {
        var explanation = Explanation.Of(Large.Value, new ExplanationOptions { Neuron = new NeuronId(2, 7) });
        Assert.Equal([new NeuronId(2, 7)], explanation.Sections.SelectMany(section => section.Steps).Select(step => step.Neuron).OfType<NeuronId>().Distinct());
    }

    [Fact]
    public void The_term_of_a_chosen_edge_is_always_written()
    {
        var layer = Large.Value.Steps[0].Before[1].Weights[7];
        int smallest = Enumerable.Range(0, layer.Length).MinBy(from => Math.Abs(layer[from] * Large.Value.Steps[0].Points[0].Layers[0].Activations[from]));
        string text = TextRenderer.Render(Explanation.Of(Large.Value, new ExplanationOptions { Edge = new EdgeId(new(1, smallest), new(2, 7)) }));
        string symbol = new UnicodeEmitter(6).Emit(new Identifier("w", $"{784 + smallest + 1},{784 + 512 + 7 + 1}"));
        Assert.Contains(symbol + "·a", text, StringComparison.Ordinal);
        Assert.Contains(symbol + " ← ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExplanationPhase.Forward, "Forward pass")]
    [InlineData(ExplanationPhase.Loss, "Loss")]
    [InlineData(ExplanationPhase.Backward, "Backward pass")]
    [InlineData(ExplanationPhase.Gradient, "Gradient")]
    [InlineData(ExplanationPhase.Update, "Update")]
    public void One_phase_can_be_shown_alone(ExplanationPhase phase, string heading) =>
        Assert.Equal([heading], Explanation.Of(Mazur, new ExplanationOptions { Phase = phase }).Sections.Select(section => section.Heading));

    [Fact]
    public void Phases_come_in_the_order_in_which_they_are_computed_and_deltas_from_the_last_layer()
    {
        var explanation = Explanation.Of(Mazur);
        Assert.Equal(Enum.GetValues<ExplanationPhase>().Cast<ExplanationPhase?>(), explanation.Sections.Select(section => section.Phase));
        Assert.Equal(["2.0", "2.1", "1.0", "1.1"], explanation.Sections[2].Steps.Select(step => step.Neuron.ToString()));
    }

    [Fact]
    public void The_mean_row_of_the_batch_table_is_the_gradient()
    {
        var trace = Tracer.Run(TestProblems.Random(1, points: 5) with { Reduction = Backprop.Reference.ReferenceReduction.Mean });
        var explanation = Explanation.Of(trace, new ExplanationOptions { Edge = new EdgeId(new(0, 1), new(1, 0)), Phase = ExplanationPhase.Gradient, PointNames = ["a", "b", "c", "d", "e"] });
        var table = explanation.Sections.Single().Steps.Single().Tables.Single();
        Assert.Equal(6, table.Rows.Count);
        Assert.Equal(new Words("c"), table.Rows[2][0]);
        Assert.Equal(new Words("mean"), table.Rows[5][0]);
        Assert.Equal(new Number(trace.Steps[0].DataGradients[0].Weights[0][1]), table.Rows[5][3]);
    }

    [Fact]
    public void The_only_data_point_is_called_by_its_name() =>
        Assert.Contains("1 data point (row 5)", TextRenderer.Render(Explanation.Of(Mazur, new ExplanationOptions { PointNames = ["row 5"] })), StringComparison.Ordinal);

    [Fact]
    public void Momentum_shows_its_state_before_and_after()
    {
        var problem = TestProblems.Mazur with { Optimizer = new OptimizerSettings { LearningRate = 0.5, Momentum = 0.9, WeightDecay = 0.01 }, Steps = 2 };
        string text = TextRenderer.Render(Explanation.Of(Tracer.Run(problem), new ExplanationOptions { Step = 2, Phase = ExplanationPhase.Update }), 120);
        Assert.Contains("velocity before", text, StringComparison.Ordinal);
        Assert.Contains("g = ∂L/∂w + λ·w", text, StringComparison.Ordinal);
        Assert.Contains("v ← μ·v + g", text, StringComparison.Ordinal);
        Assert.Contains("not of biases", text, StringComparison.Ordinal);
    }

    public static TheoryData<string> Optimizers => [.. Optimizer.Names.Where(name => name != "lbfgs")];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimizer_shows_its_rule_and_its_state_before_and_after(string name)
    {
        var settings = Optimizer.DefaultsOf(name) with { WeightDecay = 0.01 };
        if (name == "sgd") settings = settings with { Momentum = 0.9 };
        var trace = Tracer.Run(TestProblems.Mazur with { Optimizer = settings, Steps = 2 });
        string text = TextRenderer.Render(Explanation.Of(trace, new ExplanationOptions { Step = 2, Phase = ExplanationPhase.Update, Precision = 6 }), 160);
        Assert.Contains("w ← ", text, StringComparison.Ordinal);
        Assert.Contains("η = ", text, StringComparison.Ordinal);
        Assert.Contains("λ = 0.01", text, StringComparison.Ordinal);
        var emitter = new UnicodeEmitter(6);
        Assert.NotEmpty(trace.Steps[1].StateAfter);
        foreach (var (before, after) in trace.Steps[1].StateBefore.Zip(trace.Steps[1].StateAfter))
        {
            Assert.Contains($"{before.Name} before", text, StringComparison.Ordinal);
            Assert.Contains(emitter.Emit(new Number(before.Layers[1].Weights[0][0])), text, StringComparison.Ordinal);
            Assert.Contains(emitter.Emit(new Number(after.Layers[1].Weights[0][0])), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Biases_that_are_held_fixed_are_said_to_be() =>
        Assert.Contains("b₅ = 0.6   (held fixed)", TextRenderer.Render(Explanation.Of(Mazur)), StringComparison.Ordinal);

    [Fact]
    public void A_finite_difference_check_is_told() =>
        Assert.Contains("Checked: the gradients differ from finite differences", TextRenderer.Render(Explanation.Of(Tracer.Run(TestProblems.Mazur, check: true))), StringComparison.Ordinal);

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_of_a_formula_or_remark_is_wider_than_asked(int width)
    {
        // A single term with its relation may be wider than a narrow terminal.
        const int LongestTerm = 30;
        foreach (string line in TextRenderer.Render(Explanation.Of(Large.Value), width).Split('\n').Where(line => line.Contains('=', StringComparison.Ordinal) || line.Contains(" + ", StringComparison.Ordinal)))
            Assert.True(TextLayout.Columns(line) <= Math.Max(width, 40) + (width == 40 ? LongestTerm : 0), line);
    }

    [Fact]
    public void The_same_trace_gives_the_same_characters()
    {
        var again = Tracer.Run(TestProblems.Mazur);
        Assert.Equal(HtmlRenderer.Render(Explanation.Of(Mazur)), HtmlRenderer.Render(Explanation.Of(again)));
    }
}
