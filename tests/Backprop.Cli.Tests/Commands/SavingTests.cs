namespace Backprop.Cli.Tests.Commands;

/// <summary>Where the model goes is checked before anything is trained.</summary>
public sealed class SavingTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_missing_directory_is_told_before_training() => Refuse(_workspace["none/model"], "does not exist");

    [Fact]
    public void A_directory_is_no_place_for_a_model()
    {
        Directory.CreateDirectory(_workspace["folder"]);
        Refuse(_workspace["folder"], "is a folder");
    }

    [Fact]
    public void An_empty_name_is_refused() => Refuse("", "--output");

    [Fact]
    public void A_directory_without_permission_is_told_before_training()
    {
        if (Environment.IsPrivilegedProcess) Assert.Skip("A privileged user may write everywhere.");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }
        Directory.CreateDirectory(_workspace["locked"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Refuse(_workspace["locked/model"], "permission");
    }

    [Fact]
    public void The_data_are_not_overwritten_by_the_model()
    {
        string data = _workspace.Write("flowers.csv", Tables.Flowers(40));
        Workspace.Run("train", data, "--target", "kind", "--output", data).Refused("file of the data");
        Assert.Equal(Tables.Flowers(40), File.ReadAllText(data));
    }

    [Fact]
    public void A_model_is_replaced_whole_and_no_temporary_file_stays()
    {
        _workspace.Write("model.safetensors", "something else");
        _workspace.Train("iris").Succeeded();
        Workspace.Run("inspect", _workspace.Model).Succeeded();
        Assert.Equal(["model.safetensors"], _workspace.Names);
    }

    [Fact]
    public void Training_that_diverges_saves_nothing_and_advises_a_smaller_rate()
    {
        string data = _workspace.Write("houses.csv", Tables.Houses(60));
        var run = _workspace.Train(data, "--target", "3", "--learning-rate", "1e9", "--json");
        run.FailedWith(4, "epoch ", "batch ", "--learning-rate", "nothing was saved");
        Assert.Equal(["houses.csv"], _workspace.Names);
        var finished = run.Events[^1];
        Assert.Equal("diverged", finished.GetProperty("stopReason").GetString());
        Assert.False(finished.TryGetProperty("model", out _));
    }

    private void Refuse(string output, params string[] named)
    {
        string[] before = _workspace.Names;
        Workspace.Run("train", "iris", "--output", output).Refused(named);
        Assert.Equal(before, _workspace.Names);
    }
}
