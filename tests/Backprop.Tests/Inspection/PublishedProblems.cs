using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tests.Inspection;

/// <summary>The fixtures of other programs and texts as problem files; the tests of the command line use them too.</summary>
internal static class PublishedProblems
{
    /// <summary>What nine programs and texts call the squared error: one of our losses with one reduction.</summary>
    public static IReadOnlyDictionary<string, (string Loss, string Reduction)> Conventions { get; } = new Dictionary<string, (string, string)>
    {
        ["lecture"] = ("squared-error", "mean"),
        ["half_sum"] = ("half-squared-error", "sum"),
        ["torch_mse_mean"] = ("mean-squared-error", "mean"),
        ["torch_mse_sum"] = ("squared-error", "sum"),
        ["keras_mse"] = ("mean-squared-error", "mean"),
        ["sklearn_reported_loss"] = ("half-mean-squared-error", "mean"),
        ["sklearn_gradient_function"] = ("half-squared-error", "mean"),
        ["playground"] = ("half-squared-error", "mean"),
        ["r_neuralnet_sse"] = ("half-squared-error", "sum"),
    };

    /// <summary>The network and data of loss_conventions.json with the loss of a convention.</summary>
    public static string OfConvention(JsonElement net, string convention)
    {
        JsonNode Copy(string name) => JsonNode.Parse(net.GetProperty(name).GetRawText())!;
        JsonObject Layer(int l) => new()
        {
            ["activation"] = net.GetProperty("activations")[l].GetString(),
            ["weights"] = Copy($"W{l + 1}"),
            ["biases"] = Copy($"b{l + 1}"),
        };
        return new JsonObject
        {
            ["layers"] = new JsonArray(Layer(0), Layer(1)),
            ["inputs"] = Copy("inputs"),
            ["targets"] = Copy("targets"),
            ["loss"] = Conventions[convention].Loss,
            ["reduction"] = Conventions[convention].Reduction,
        }.ToJsonString();
    }

    /// <summary>Whether a worked example states everything that a problem file does.</summary>
    public static bool IsProblem(JsonElement example) =>
        example.GetProperty("given").TryGetProperty("targets", out var targets) && targets.ValueKind == JsonValueKind.Array;

    /// <summary>An example of worked_examples.json.</summary>
    public static string OfExample(JsonElement example)
    {
        var given = example.GetProperty("given");
        bool trainBiases = !example.GetProperty("convention").TryGetProperty("biases_updated", out var biases) || biases.ValueKind == JsonValueKind.True;
        double decay = given.TryGetProperty("alpha_l2", out var alpha) ? alpha.GetDouble() / given.GetProperty("inputs").GetArrayLength() : 0;
        return new JsonObject
        {
            ["layers"] = JsonNode.Parse(given.GetProperty("layers").GetRawText()),
            ["inputs"] = JsonNode.Parse(given.GetProperty("inputs").GetRawText()),
            ["targets"] = JsonNode.Parse(given.GetProperty("targets").GetRawText()),
            ["loss"] = example.GetProperty("loss_kind").GetString() switch
            {
                "sse" => "squared-error",
                "half_sse" => "half-squared-error",
                "softmax_ce" => "cross-entropy",
                _ => "binary-cross-entropy",
            },
            ["reduction"] = example.GetProperty("point_reduction").GetString(),
            ["optimizer"] = new JsonObject { ["learningRate"] = given.GetProperty("learning_rate").GetDouble(), ["weightDecay"] = decay },
            ["trainBiases"] = trainBiases,
        }.ToJsonString();
    }
}
