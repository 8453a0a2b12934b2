using System.Text.Json;
using Backprop.Tests.Inspection;

namespace Backprop.Cli.Tests.Commands;

/// <summary>What other programs and texts computed, asked of <c>explain --problem FILE --format json</c> from end to end.</summary>
public sealed class PublishedProblemTests : IDisposable
{
    // The fixtures were computed in float64 by other programs: a few hundred roundings of numbers about 1.
    private const double Float64 = 1e-12;

    private static readonly JsonElement Conventions = Read("loss_conventions.json");
    private static readonly JsonElement Examples = Read("worked_examples.json").GetProperty("examples");

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    public static TheoryData<string> ConventionNames => [.. Conventions.GetProperty("results").EnumerateObject().Select(result => result.Name)];

    public static TheoryData<string> ExampleIds => [.. Examples.EnumerateArray().Where(PublishedProblems.IsProblem).Select(IdOf)];

    [Theory]
    [MemberData(nameof(ConventionNames))]
    public void A_convention_of_another_program_is_a_loss_with_a_reduction(string convention)
    {
        var step = Explained(PublishedProblems.OfConvention(Conventions.GetProperty("net"), convention));
        var expected = Conventions.GetProperty("results").GetProperty(convention);
        Close(expected.GetProperty("loss"), step.GetProperty("loss"));
        for (int layer = 0; layer < 2; layer++)
        {
            Close(expected.GetProperty("grad").GetProperty($"W{layer + 1}"), step.GetProperty("gradients")[layer].GetProperty("weights"));
            Close(expected.GetProperty("grad").GetProperty($"b{layer + 1}"), step.GetProperty("gradients")[layer].GetProperty("biases"));
        }
    }

    [Fact]
    public void All_nine_conventions_are_there() => Assert.Equal(9, ConventionNames.Count);

    // scikit-learn reports one value and goes down the gradient of another, larger by the number of outputs: here a loss has its own.
    [Fact]
    public void The_loss_that_scikit_learn_reports_has_the_gradient_of_that_value()
    {
        double Weight(string convention) => Explained(PublishedProblems.OfConvention(Conventions.GetProperty("net"), convention))
            .GetProperty("gradients")[0].GetProperty("weights")[0][0].GetDouble();
        Assert.Equal(2, Weight("sklearn_gradient_function") / Weight("sklearn_reported_loss"), Float64);
    }

    [Theory]
    [MemberData(nameof(ExampleIds))]
    public void A_worked_example_gives_its_float64_values(string id)
    {
        var example = Examples.EnumerateArray().Single(candidate => IdOf(candidate) == id);
        var (step, verified) = (Explained(PublishedProblems.OfExample(example)), example.GetProperty("verified"));
        Close(verified.GetProperty("data_loss"), step.GetProperty("loss"));
        foreach (var (point, expected) in step.GetProperty("points").EnumerateArray().Zip(verified.GetProperty("points").EnumerateArray()))
            foreach (var (layer, numbers) in point.GetProperty("layers").EnumerateArray().Zip(expected.GetProperty("layers").EnumerateArray()))
            {
                Close(numbers.GetProperty("x"), layer.GetProperty("weightedSums"));
                Close(numbers.GetProperty("a"), layer.GetProperty("activations"));
                Close(numbers.GetProperty("delta"), layer.GetProperty("deltas"));
            }
        for (int l = 0; l < step.GetProperty("gradients").GetArrayLength(); l++)
        {
            Close(verified.GetProperty("grad")[l].GetProperty("w"), step.GetProperty("gradients")[l].GetProperty("weights"));
            Close(verified.GetProperty("grad")[l].GetProperty("b"), step.GetProperty("gradients")[l].GetProperty("biases"));
            if (!verified.TryGetProperty("updated", out var updated)) continue;
            Close(updated[l].GetProperty("w"), step.GetProperty("updated")[l].GetProperty("weights"));
            Close(updated[l].GetProperty("b"), step.GetProperty("updated")[l].GetProperty("biases"));
        }
    }

    private JsonElement Explained(string problem)
    {
        string json = Workspace.Run("explain", "--problem", _workspace.Write("problem.json", problem), "--format", "json").Succeeded().Out;
        return JsonDocument.Parse(json).RootElement.GetProperty("steps")[0];
    }

    /// <summary>Numbers, or lists of lists of them, of the same shape.</summary>
    private static void Close(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.Number)
        {
            double wanted = expected.GetDouble();
            Assert.Equal(wanted, actual.GetDouble(), Float64 * Math.Max(1, Math.Abs(wanted)));
            return;
        }
        Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
        foreach (var (wanted, found) in expected.EnumerateArray().Zip(actual.EnumerateArray())) Close(wanted, found);
    }

    private static string IdOf(JsonElement example) => example.GetProperty("id").GetString()!;

    private static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", name))).RootElement;
}
