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
        Workspace.Run("train", data, "--target", "kind", "--output", data).Refused("file that is read", "the data");
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

    [Fact]
    public void No_other_input_is_overwritten_by_the_model()
    {
        string images = _workspace.Write("images", Idx.Images(40)), labels = _workspace.Write("labels", Idx.Labels(40));
        string test = _workspace.Write("test", Idx.Images(20)), testLabels = _workspace.Write("test-labels", Idx.Labels(20));
        string[] inputs = [images, labels, test, testLabels];
        Assert.All(inputs, output =>
        {
            byte[] before = File.ReadAllBytes(output);
            Workspace.Run("train", images, "--labels", labels, "--test", test, "--test-labels", testLabels, "--output", output).Refused(output, "file that is read");
            Assert.Equal(before, File.ReadAllBytes(output));
        });
    }

    [Fact]
    public void A_link_to_an_input_or_to_its_folder_does_not_hide_it()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Links need a privilege on Windows.");
        string data = _workspace.Write("flowers.csv", Tables.Flowers(40));
        File.CreateSymbolicLink(_workspace["link.csv"], data);
        Directory.CreateSymbolicLink(_workspace["folder"], Path.GetDirectoryName(data)!);
        Workspace.Run("train", data, "--target", "kind", "--output", _workspace["link.csv"]).Refused("file that is read");
        Workspace.Run("train", _workspace["link.csv"], "--target", "kind", "--output", _workspace["folder/flowers.csv"]).Refused("file that is read");
        Assert.Equal(Tables.Flowers(40), File.ReadAllText(data));
    }

    [Fact]
    public void The_length_of_a_saved_model_is_that_of_the_file_behind_a_link()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Links need a privilege on Windows.");
        _workspace.Write("real", "old");
        File.CreateSymbolicLink(_workspace.Model, _workspace["real"]);
        var run = _workspace.Train("iris").Succeeded();
        Assert.DoesNotContain(" bytes)", run.Out, StringComparison.Ordinal);
        Assert.True(new FileInfo(_workspace["real"]).Length > 1024);
    }

    [Fact]
    public void A_model_does_not_go_to_the_standard_output() => Refuse("-", "standard output", "name of a file");

    [Fact]
    public void A_loss_that_is_infinite_before_any_update_is_no_fault_of_the_rate()
    {
        string data = _workspace.Write("huge.csv", "a,b\n1e38,1e38\n-3e38,2e38\n2e38,-1e38\n");
        var run = _workspace.Train(data, "--target", "b", "--task", "regression", "--scaling", "none", "--validation", "0", "--quiet");
        run.FailedWith(4, "before any update", "--scaling standardize", "nothing was saved");
        Assert.DoesNotContain("--learning-rate", run.Error, StringComparison.Ordinal);
    }

    private void Refuse(string output, params string[] named)
    {
        string[] before = _workspace.Names;
        Workspace.Run("train", "iris", "--output", output).Refused(named);
        Assert.Equal(before, _workspace.Names);
    }
}
