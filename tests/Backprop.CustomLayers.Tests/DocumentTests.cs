using System.Globalization;
using Backprop;
using Backprop.Data;
using MyProgram;

namespace Backprop.CustomLayers.Tests;

/// <summary>The code of docs/custom-layers.md compiles, runs, and is what the document shows.</summary>
public class DocumentTests
{
    [Fact]
    // <check>
    public void Every_gradient_of_the_layer_is_right()
    {
        var result = GradientCheck.Run(new RmsNorm(), inputs: 5);
        Assert.True(result.Passed, result.ToString());
    }
    // </check>

    [Fact]
    public void The_example_trains_saves_loads_and_predicts()
    {
        string folder = Directory.CreateTempSubdirectory("backprop-custom-").FullName;
        var console = new StringWriter(CultureInfo.InvariantCulture);
        Example(console, Path.Combine(folder, "digits.safetensors"));
        Directory.Delete(folder, recursive: true);
        Assert.Matches(@"^Accuracy 0\.9[5-9]\d\r?\nThe first test digit is a \d\.\r?\n$", console.ToString());
    }

    [Fact]
    public void The_document_shows_this_code()
    {
        string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string folder = Path.Combine(Root(), "tests", "Backprop.CustomLayers.Tests");
        string document = File.ReadAllText(Path.Combine(Root(), "docs", "custom-layers.md"));
        string[] shown = [.. document.Split("```csharp\n").Skip(1).Select(block => block.Split("```")[0])];
        string tests = File.ReadAllText(Path.Combine(folder, "DocumentTests.cs"));
        string Between(string name) => tests.Split($"    // <{name}>\n")[^1].Split($"    // </{name}>")[0];
        string[] tested =
        [
            File.ReadAllText(Path.Combine(folder, "RmsNorm.cs")),
            File.ReadAllText(Path.Combine(folder, "ReferenceRmsNorm.cs")),
            "[Fact]\n" + Between("check"),
            Between("example"),
        ];
        Assert.Equal(tested.Length, shown.Length);
        for (int i = 0; i < tested.Length; i++)
            Assert.Equal(
                Lines(tested[i]).Where(line => !line.StartsWith("namespace ", StringComparison.Ordinal)),
                Lines(shown[i].Replace("\"digits.safetensors\"", "path", StringComparison.Ordinal).Replace("Console.WriteLine", "console.WriteLine", StringComparison.Ordinal)));
    }

    private static void Example(StringWriter console, string path)
    {
        // <example>
        var (rest, test) = BuiltInDatasets.Load("digits").Split(0.2, seed: 0);
        var training = new ModelTraining(rest, new ModelOptions
        {
            Layers = outputs => [new Dense(32, Activation.Relu), new RmsNorm(), new Dense(outputs, Activation.Softmax)],
        });
        training.Run();
        training.Model.Save(path);

        RmsNorm.Register();         // once, where the program starts
        var model = Model.Load(path);
        console.WriteLine($"Accuracy {((ClassificationEvaluation)model.Evaluate(test)).Accuracy:F3}");
        console.WriteLine($"The first test digit is a {model.ClassOf(model.Predict(test.Input(0)))}.");
        // </example>
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Backprop.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("No Backprop.slnx.");
        return folder.FullName;
    }
}
