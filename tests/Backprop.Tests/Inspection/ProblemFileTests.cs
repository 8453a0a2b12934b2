using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Backprop.Tests.Files;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Inspection;

public class ProblemFileTests
{
    private const string Valid = """
        { "layers": [ {"activation":"sigmoid", "weights":[[0.15,0.2],[0.25,0.3]], "biases":[0.35,0.35]},
                      {"activation":"sigmoid", "weights":[[0.4,0.45],[0.5,0.55]], "biases":[0.6,0.6]} ],
          "inputs": [[0.05,0.1]], "targets": [[0.01,0.99]],
          "loss": "squared-error",            // or half-squared-error
          "reduction": "mean",
          "optimizer": {"name":"sgd","learningRate":0.25,"momentum":0,"nesterov":false,"weightDecay":0},
          "trainBiases": true, "steps": 1, "trace": "all" }
        """;

    public static TheoryData<string> Examples =>
        [.. WorkedExample.Ids.Where(id => PublishedProblems.IsProblem(WorkedExample.JsonOf(id)))];

    [Fact]
    public void The_problem_of_the_contract_is_read()
    {
        var problem = Parse(Valid);
        Assert.Equal((2, 1, 0.25, 1), (problem.Layers.Count, problem.Inputs.Length, problem.Optimizer.LearningRate, problem.Steps));
        Assert.Equal(0.596742217520005, Tracer.Run(problem).Steps[0].Loss, Fixture.Float64);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_worked_example_as_a_problem_gives_its_float64_values(string id)
    {
        var example = WorkedExample.JsonOf(id);
        var verified = example.GetProperty("verified");
        var step = Tracer.Run(Parse(PublishedProblems.OfExample(example))).Steps[0];
        Fixture.Equal(verified.GetProperty("data_loss").GetDouble(), step.Loss, "loss");
        for (int j = 0; j < step.Points.Count; j++)
            for (int l = 0; l < step.Points[j].Layers.Count; l++)
            {
                var expected = verified.GetProperty("points")[j].GetProperty("layers")[l];
                Fixture.Equal(expected.GetProperty("x"), step.Points[j].Layers[l].WeightedSums, "x");
                Fixture.Equal(expected.GetProperty("a"), step.Points[j].Layers[l].Activations, "a");
                Fixture.Equal(expected.GetProperty("delta"), step.Points[j].Layers[l].Deltas, "delta");
            }
        for (int l = 0; l < step.Gradients.Count; l++)
        {
            Fixture.Equal(verified.GetProperty("grad")[l].GetProperty("w"), step.Gradients[l].Weights, "gradient");
            Fixture.Equal(verified.GetProperty("grad")[l].GetProperty("b"), step.Gradients[l].Biases, "gradient of biases");
            if (verified.TryGetProperty("updated", out var updated)) Fixture.Equal(updated[l].GetProperty("w"), step.Updated[l].Weights, "updated");
        }
    }

    [Fact]
    public void Ten_thousand_steps_give_the_losses_and_outputs_that_a_right_engine_must_reach()
    {
        var example = WorkedExample.JsonOf("mazur_2_2_2");
        var problem = JsonNode.Parse(PublishedProblems.OfExample(example))!;
        problem["steps"] = 10_001;
        problem["trace"] = "last";
        var trace = Tracer.Run(Parse(problem.ToJsonString()));
        var expected = example.GetProperty("verified_after_steps_old_weights_biases_fixed").GetProperty("10000");
        Assert.Equal(10_001, Assert.Single(trace.Steps).Step);
        Fixture.Equal(expected.GetProperty("loss").GetDouble(), trace.Steps[0].Loss, "loss");
        Fixture.Equal(expected.GetProperty("outputs"), trace.Steps[0].Points[0].Layers[^1].Activations, "outputs");
    }

    [Fact]
    public void Nesterov_momentum_walks_PyTorchs_path()
    {
        var example = Fixture.Read("torch_crosschecks.json").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == "torch_3_2-4-3-2_SGD");
        var problem = new JsonObject
        {
            ["layers"] = new JsonArray([.. example.GetProperty("initial").EnumerateArray().Select((layer, l) => (JsonNode)new JsonObject
            {
                ["activation"] = example.GetProperty("activations")[l].GetString(),
                ["weights"] = JsonNode.Parse(layer[0].GetRawText()),
                ["biases"] = JsonNode.Parse(layer[1].GetRawText()),
            })]),
            ["inputs"] = JsonNode.Parse(example.GetProperty("inputs").GetRawText()),
            ["targets"] = JsonNode.Parse(example.GetProperty("targets").GetRawText()),
            ["optimizer"] = new JsonObject { ["learningRate"] = 0.2, ["momentum"] = 0.9, ["nesterov"] = true },
            ["steps"] = example.GetProperty("steps").GetArrayLength(),
        };
        var trace = Tracer.Run(Parse(problem.ToJsonString()));
        foreach (var (step, expected) in trace.Steps.Zip(example.GetProperty("steps").EnumerateArray()))
            for (int l = 0; l < step.Updated.Count; l++)
            {
                Fixture.Equal(expected.GetProperty("grad")[l][0], step.Gradients[l].Weights, "gradient");
                Fixture.Equal(expected.GetProperty("after")[l][0], step.Updated[l].Weights, "after");
                Fixture.Equal(expected.GetProperty("after")[l][1], step.Updated[l].Biases, "after");
            }
        Assert.Equal("velocity", trace.Steps[1].StateBefore[0].Name);
        Assert.Equal(trace.Steps[0].StateAfter[0].Layers[0].Biases, trace.Steps[1].StateBefore[0].Layers[0].Biases);
    }

    [Fact]
    public void Any_optimizer_is_taken_with_its_options()
    {
        string text = Valid.Replace(
            """{"name":"sgd","learningRate":0.25,"momentum":0,"nesterov":false,"weightDecay":0}""",
            """{"name":"adam","learningRate":0.25,"beta1":0.5,"weightDecay":0.125,"decayBiases":true}""", StringComparison.Ordinal);
        var problem = Parse(text);
        Assert.Equal(Optimizer.DefaultsOf("adam") with { LearningRate = 0.25, Beta1 = 0.5, WeightDecay = 0.125, DecayBiases = true }, problem.Optimizer);
        var step = Tracer.Run(problem).Steps[0];
        Assert.Equal(["firstMoment", "secondMoment"], step.StateAfter.Select(slot => slot.Name));
        Assert.Equal(0.5 * step.Gradients[0].Weights[0][0], step.StateAfter[0].Layers[0].Weights[0][0], 1e-15);
        // The first step of Adam is η in size, whatever the gradient.
        Assert.Equal(0.25, Math.Abs(step.Updated[1].Weights[1][0] - step.Before[1].Weights[1][0]), 1e-6);
        Assert.Contains("unknown field \"momentum\". Known: name, learningRate, beta1", Assert.Throws<InvalidInputException>(() => Parse(text.Replace("beta1", "momentum", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Contains("$.optimizer.beta1: expected a number from 0 to below 1", Assert.Throws<InvalidInputException>(() => Parse(text.Replace("\"beta1\":0.5", "\"beta1\":1", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"layers\"", "\"Layers\"", "unknown field \"Layers\"")]
    [InlineData("\"inputs\": [[0.05,0.1]],", "", "$: the field \"inputs\" is missing")]
    [InlineData("[0.15,0.2],[0.25,0.3]", "[0.15,0.2],[0.25]", "$.layers[0].weights[1]: 1 numbers, but expected 2")]
    [InlineData("[0.4,0.45],[0.5,0.55]", "[0.4],[0.5]", "$.layers[1].weights[0]: 1 numbers, but expected 2: one for each output of the layer before")]
    [InlineData("\"biases\":[0.6,0.6]", "\"biases\":[0.6]", "$.layers[1].biases: 1 numbers, but expected 2")]
    [InlineData("\"activation\":\"sigmoid\", \"weights\":[[0.15", "\"activation\":\"sigmoidal\", \"weights\":[[0.15", "$.layers[0].activation: Unknown activation 'sigmoidal'")]
    [InlineData("[[0.01,0.99]]", "[[0.01]]", "$.targets[0]: 1 numbers, but expected 2")]
    [InlineData("[[0.01,0.99]]", "[[0.01,0.99],[1,0]]", "$.targets: 2 rows for 1 data points")]
    [InlineData("0.05,", "NaN,", "not JSON")]
    [InlineData("0.05,", "1e999,", "$.inputs[0][0]: 1e999 is too large")]
    [InlineData("0.05,", "\"0.05\",", "$.inputs[0][0]: expected a number, but found \"0.05\"")]
    [InlineData("0.05,", "null,", "$.inputs[0][0]: expected a number, but found null")]
    [InlineData("\"squared-error\"", "\"square-error\"", "$.loss: Unknown loss 'square-error'")]
    [InlineData("\"mean\"", "\"average\"", "$.reduction: unknown \"average\"")]
    [InlineData("\"name\":\"sgd\"", "\"name\":\"magic\"", "$.optimizer.name: unknown \"magic\"")]
    [InlineData("0.25,\"momentum\"", "-1,\"momentum\"", "$.optimizer.learningRate: expected 0 or more")]
    [InlineData("\"steps\": 1", "\"steps\": 0", "$.steps: expected a whole number of 1 or more")]
    [InlineData("\"steps\": 1", "\"steps\": 1.5", "$.steps: expected a whole number of 1 or more, but found 1.5")]
    [InlineData("\"steps\": 1", "\"steps\": 2000000000", "$.steps: a trace of all steps would have more than 50000000 numbers")]
    [InlineData("0.05,", "\"\\ud800\",", "$.inputs[0][0]: expected a number")]
    [InlineData("\"squared-error\"", "\"\\ud800\"", "$.loss: a text has half of a surrogate pair")]
    [InlineData("\"trainBiases\": true", "\"trainBiases\": 1", "$.trainBiases: expected true or false")]
    [InlineData("\"steps\": 1", "\"steps\": 1, \"steps\": 2", "not JSON")]
    [InlineData("{ \"layers\"", "[ \"layers\"", "not JSON")]
    [InlineData("\"squared-error\",", "\"cross-entropy\", \"targets\": [[0.01,0.99]],", "not JSON")]
    public void What_is_wrong_is_said_with_its_path(string original, string replacement, string message)
    {
        string text = Valid.Replace(original, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Valid, text);
        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_billion_neurons_is_no_larger_than_its_numbers()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["problem.json"], """{"layers":[{"activation":"relu","neurons":1000000000}]}""");
        Assert.Contains("$.layers[0]: unknown field \"neurons\"", Assert.Throws<InvalidInputException>(() => ProblemFile.Read(directory["problem.json"])).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<InvalidInputException>(() => ProblemFile.Read(directory["nothing.json"])).Message, StringComparison.Ordinal);
        Assert.Contains("a folder", Assert.Throws<InvalidInputException>(() => ProblemFile.Read(directory.ToString())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_diverge_name_the_step()
    {
        string text = Valid.Replace("\"learningRate\":0.25", "\"learningRate\":1e200", StringComparison.Ordinal).Replace("sigmoid", "identity", StringComparison.Ordinal)
            .Replace("\"steps\": 1", "\"steps\": 50", StringComparison.Ordinal);
        Assert.Matches(@"^Step \d+: ", Assert.Throws<InvalidInputException>(() => Tracer.Run(Parse(text))).Message);
    }

    private static Problem Parse(string text) => ProblemFile.Parse(Encoding.UTF8.GetBytes(text), "problem.json");
}
