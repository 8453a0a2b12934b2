namespace Backprop.Cli.Tests.Commands;

public sealed class CheckTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("iris")]
    [InlineData("digits")]
    public void Every_gradient_of_a_trained_model_holds(string data)
    {
        _workspace.Train(data, "--activation", "tanh").Succeeded();
        string text = Workspace.Run("check", _workspace.Model, "--data", data, "--numbers", "20").Succeeded().Out;
        Assert.Contains("passed", text, StringComparison.Ordinal);
        Assert.Contains("by the engine", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_names_the_worst_gradients_with_both_numbers()
    {
        _workspace.Train("iris").Succeeded();
        var result = Assert.Single(Workspace.Run("check", _workspace.Model, "--data", "iris", "--numbers", "all", "--rows", "10", "--json").Succeeded().Events);
        Assert.True(result.GetProperty("passed").GetBoolean());
        Assert.Equal(10, result.GetProperty("rows").GetInt32());
        Assert.Equal(515, result.GetProperty("reference").GetProperty("compared").GetInt32());
        Assert.InRange(result.GetProperty("engine").GetProperty("relativeError").GetDouble(), 0, 2e-5);
        Assert.StartsWith("layers.", result.GetProperty("engine").GetProperty("worst").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_of_another_width_are_refused()
    {
        _workspace.Train("iris").Succeeded();
        Workspace.Run("check", _workspace.Model, "--data", "digits").Refused("4 features", "64");
        Workspace.Run("check", _workspace.Model).Refused("--data");
    }

    [Fact]
    public void A_healthy_model_gets_no_note_and_an_untrained_one_does()
    {
        Workspace.Run("train", "iris", "--epochs", "60", "--output", _workspace.Model).Succeeded();
        Assert.Contains("nothing stands in the way", Workspace.Run("inspect", _workspace.Model, "--data", "iris").Succeeded().Out, StringComparison.Ordinal);
        var run = Workspace.Run("train", "iris", "--optimizer", "sgd", "--learning-rate", "1e-9", "--epochs", "1", "--output", _workspace.Model, "--json");
        Assert.Contains(run.Succeeded().Events[^1].GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("name").GetString() == "small-updates");
        Assert.Contains("Use a larger --learning-rate", Workspace.Run("inspect", _workspace.Model, "--data", "iris").Succeeded().Out, StringComparison.Ordinal);
    }
}
