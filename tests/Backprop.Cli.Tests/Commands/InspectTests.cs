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
            "schedule cosine", "by default: no dropout, schedule, batch size", "completed after 3 epochs",
        ];
        Assert.All(expected, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Normalization_and_residual_connections_are_shown_with_their_tensors()
    {
        _workspace.Train("iris", "--hidden", "8,8", "--normalize", "batch", "--residual").Succeeded();
        string text = Workspace.Run("inspect", _workspace.Model).Succeeded().Out;
        string[] expected = ["4-8-(8)-3, cross-entropy", "dense 8, batch-normalization, relu, x + (dense 8, batch-normalization, relu), dense 3 softmax", "layers.1.running_var", "layers.3.1.running_mean"];
        string flat = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(expected, words => Assert.Contains(words, flat, StringComparison.Ordinal));
        var json = Workspace.Run("inspect", _workspace.Model, "--json").Succeeded().Events.Single();
        Assert.Equal("x + (dense 8, batch-normalization, relu)", json.GetProperty("stack")[3].GetString());
        Workspace.Run("check", _workspace.Model, "--data", "iris").Succeeded();
        Assert.Contains("Layer 1 is a batch-normalization layer", Workspace.Run("explain", _workspace.Model, "--data", "iris", "--row", "0").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_trained_by_a_line_search_is_shown_and_explained()
    {
        var finished = _workspace.Train("iris", "--optimizer", "lbfgs", "--json").Succeeded().Events[^1];
        Assert.Equal(3, finished.GetProperty("epochs").GetInt32());
        Assert.Contains("lbfgs, learning rate 1, the whole data set as one batch", Workspace.Run("inspect", _workspace.Model).Succeeded().Out, StringComparison.Ordinal);
        Workspace.Run("explain", _workspace.Model, "--data", "iris", "--row", "0").Succeeded();
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
