namespace Backprop.Cli.Tests.Commands;

/// <summary>What inspection shows.</summary>
public sealed class InspectTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_text_shows_layers_columns_scaling_and_training()
    {
        string hash = _workspace.Train("iris", "--hidden", "8,5", "--optimizer", "sgd", "--patience", "10", "--json").Succeeded().Events[^1].GetProperty("weightsSha256").GetString()!;
        string text = Workspace.Run("inspect", _workspace.Model).Succeeded().Out;
        string[] expected =
        [
            "4-8-5-3, cross-entropy; 103 parameters", "layers.0.weight", "8 x 4", "layers.2.bias", "relu", "softmax", hash, "verified",
            "4 features: sepal_length, sepal_width, petal_length, petal_width", "standardize", "class, one of 3 classes: setosa, versicolor, virginica",
            "iris: 135 rows to train on, 15 for validation", "sgd, learning rate 0.1, batches of 32, at most 3 epochs, patience 10, seed 0",
            "schedule cosine", "by default: dropout, schedule, batchSize", "completed after 3 epochs",
        ];
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_events_of_training_and_inspection_agree()
    {
        var finished = _workspace.Train("digits", "--hidden", "8", "--dropout", "0", "--json").Succeeded().Events[^1];
        var model = Workspace.Run("inspect", _workspace.Model, "--json").Succeeded().Events.Single();
        Assert.Equal(finished.GetProperty("weightsSha256").GetString(), model.GetProperty("weightsSha256").GetString());
        Assert.Equal(new FileInfo(_workspace.Model).Length, model.GetProperty("bytes").GetInt64());
        Assert.Equal("verified", model.GetProperty("integrity").GetString());
        Assert.Equal(["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"], model.GetProperty("tensors").EnumerateArray().Select(tensor => tensor.GetProperty("name").GetString()));
        Assert.Equal(3, model.GetProperty("training").GetProperty("curve").GetArrayLength());
        Assert.Equal("range", model.GetProperty("inputScaling").GetProperty("kind").GetString());
    }

    [Fact]
    public void The_spread_of_the_weights_is_that_of_the_file()
    {
        _workspace.Train("xor", "--hidden", "none").Succeeded();
        var tensor = Workspace.Run("inspect", _workspace.Model, "--json").Succeeded().Events[0].GetProperty("tensors")[0];
        float[] weights = Backprop.Files.SafeTensors.Read(_workspace.Model).Tensor("layers.0.weight").ToArray<float>();
        Assert.Equal(weights.Min(), tensor.GetProperty("minimum").GetDouble());
        Assert.Equal(weights.Max(), tensor.GetProperty("maximum").GetDouble());
        const double RoundingOfFourNumbers = 1e-12;
        Assert.Equal(weights.Average(w => (double)w), tensor.GetProperty("mean").GetDouble(), RoundingOfFourNumbers);
    }
}
