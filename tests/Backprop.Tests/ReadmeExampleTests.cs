using Backprop.Data;

namespace Backprop.Tests;

/// <summary>The library example of the README compiles, runs, and is what the README shows.</summary>
public class ReadmeExampleTests
{
    [Fact]
    public void The_example_of_the_readme_learns_to_read_digits()
    {
        string folder = Directory.CreateTempSubdirectory("backprop-readme-").FullName;
        var console = new StringWriter();
        Example(console, Path.Combine(folder, "digits.safetensors"));
        Directory.Delete(folder, recursive: true);
        Assert.Matches(@"^\w+ after \d+ epochs, test accuracy 9[6-9]\.\d", console.ToString());
    }

    [Fact]
    public void The_readme_shows_this_example()
    {
        string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Backprop.Tests", "ReadmeExampleTests.cs"));
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string shown = readme.Split("```csharp\n")[1].Split("```")[0]
            .Replace("\"digits.safetensors\"", "path", StringComparison.Ordinal)
            .Replace("Console.WriteLine", "console.WriteLine", StringComparison.Ordinal);
        string tested = source.Split("        // <example>\n")[^1].Split("        // </example>")[0];
        Assert.Equal(Lines(tested), Lines(shown).Where(line => !line.StartsWith("using ", StringComparison.Ordinal)));
    }

    private static void Example(StringWriter console, string path)
    {
        // <example>
        var (rest, test) = BuiltInDatasets.Load("digits").Split(0.2, seed: 0);
        var training = new ModelTraining(rest, new ModelOptions
        {
            Hidden = [64],
            Optimizer = new Sgd(learningRate: 0.1f),
            Training = new TrainingOptions { Epochs = 30, BatchSize = 32 },
        });
        var result = training.Run();
        var evaluation = (ClassificationEvaluation)training.Model.Evaluate(test);
        console.WriteLine($"{result.StopReason} after {result.Epochs.Count} epochs, test accuracy {evaluation.Accuracy:P1}");
        training.Model.Save(path);
        float[] probabilities = Model.Load(path).Predict(test.Input(0));
        console.WriteLine($"The first test digit is a {Array.IndexOf(probabilities, probabilities.Max())}.");
        // </example>
    }
}
