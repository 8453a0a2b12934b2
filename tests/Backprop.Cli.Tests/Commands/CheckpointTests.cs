namespace Backprop.Cli.Tests.Commands;

/// <summary><c>train --checkpoint</c> and <c>--resume</c>.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_training_that_goes_on_writes_the_very_model_of_one_that_was_never_interrupted()
    {
        Workspace.Run("train", "iris", "--output", _workspace.Model, "--epochs", "30", "--patience", "none", "--schedule", "constant", "--threads", "1").Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        Train("--epochs", "7", "--threads", "2").Succeeded();
        var resumed = Train("--epochs", "30", "--resume", "--json");
        resumed.Succeeded();
        Assert.True(resumed.Events[0].GetProperty("resumed").GetBoolean());
        Assert.Equal(8, resumed.Events[1].GetProperty("epoch").GetInt32());
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
    }

    [Fact]
    public void A_person_sees_where_the_checkpoints_go()
    {
        Assert.Contains($"Checkpoints {_workspace["run"]}, every 30s, the newest 3\n", Train("--epochs", "2").Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("the newest 3; going on from the newest valid one", Train("--epochs", "3", "--resume").Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_run_takes_the_weights_alone()
    {
        Train("--epochs", "3").Succeeded();
        Train("--epochs", "3", "--resume", "--as-new-run", "--batch-size", "7").Succeeded();
    }

    [Fact]
    public void A_folder_with_a_run_is_not_overwritten()
    {
        Train("--epochs", "2").Succeeded();
        Refused(Train("--epochs", "2"), $"--checkpoint: {_workspace["run"]} holds the checkpoints of a run. Give --resume to go on with it, or choose another folder.");
    }

    [Fact]
    public void Other_options_than_before_are_refused_by_name()
    {
        Train("--epochs", "2").Succeeded();
        Refused(Train("--epochs", "2", "--resume", "--seed", "1"), "seed was 0 and is 1");
        Refused(Train("--epochs", "2", "--resume", "--hidden", "5"), "network was ");
        Refused(Train("--epochs", "2", "--resume", "--dropout", "0.1"), "network was ");
    }

    [Theory]
    [InlineData("--resume", "--resume: give the folder of the checkpoints.")]
    [InlineData("--resume nowhere", "--resume: nowhere has no checkpoint to go on from.")]
    [InlineData("--checkpoint a --resume b", "are two folders")]
    [InlineData("--checkpoint-every 5s", "--checkpoint-every has no effect: there is no --checkpoint.")]
    [InlineData("--keep 2", "--keep has no effect: there is no --checkpoint.")]
    [InlineData("--as-new-run", "--as-new-run has no effect: there is no --resume.")]
    [InlineData("--checkpoint DIR --as-new-run", "--as-new-run has no effect: there is no --resume.")]
    [InlineData("--checkpoint DIR --checkpoint-every soon", "'soon' is no interval")]
    [InlineData("--checkpoint DIR --keep 0", "--keep 0")]
    public void Options_that_make_no_sense_are_refused_in_one_line(string options, string message) =>
        Refused(Workspace.Run(["train", "iris", "--output", _workspace.Model, "--epochs", "3", .. options.Replace("DIR", _workspace["run"], StringComparison.Ordinal).Split(' ')]), message);

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_refused()
    {
        File.WriteAllText(_workspace["run"], "mine");
        Refused(Train(), "is a file, but checkpoints need a folder");
        Assert.Equal("mine", File.ReadAllText(_workspace["run"]));
    }

    [Fact]
    public void A_streamed_table_goes_on_too()
    {
        string table = _workspace.Write("table.csv", "x,y,z\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i % 17},{i % 5}.5,{(i * 7) % 23}\n")));
        string[] words = ["train", table, "--target", "z", "--task", "regression", "--stream", "always", "--window", "64", "--patience", "none", "--schedule", "constant", "--output", _workspace.Model];
        Workspace.Run([.. words, "--epochs", "9"]).Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        Workspace.Run([.. words, "--epochs", "4", "--checkpoint", _workspace["run"]]).Succeeded();
        Workspace.Run([.. words, "--epochs", "9", "--checkpoint", _workspace["run"], "--resume"]).Succeeded();
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
    }

    [Fact]
    public void A_streamed_table_goes_on_from_any_batch_though_its_cache_was_lost_or_damaged()
    {
        string[] words = StreamedWords();
        Workspace.Run([.. words, "--epochs", "3"]).Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        for (int batch = 5; batch < 3 * BatchesOfStream; batch += 7)
        {
            string run = _workspace[$"run-{batch}"];
            Workspace.Run([.. words, "--epochs", "3", "--checkpoint", run, "--checkpoint-every", $"{batch}batches", "--keep", "1000"]).Succeeded();
            foreach (string later in Directory.GetFiles(run, "checkpoint-*").Order(StringComparer.Ordinal).Skip(1)) File.Delete(later);
            if (batch % 3 == 0) File.Delete(_workspace["table.csv.rows"]);
            if (batch % 3 == 1) FlipByte(_workspace["table.csv.rows"]);
            File.Delete(_workspace.Model);
            var resumed = Workspace.Run([.. words, "--epochs", "3", "--resume", run, "--threads", $"{1 + batch % 3}"]);
            Assert.Equal(0, resumed.ExitCode);
            Assert.Equal(batch % 3 == 1 ? $"warning: {_workspace["table.csv.rows"]}, the cache of the table, is damaged: it is made anew.\n" : "", resumed.Error);
            Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
        }
    }

    [Fact]
    public void A_streamed_table_that_changed_is_another_run()
    {
        string[] words = StreamedWords();
        Workspace.Run([.. words, "--epochs", "2", "--checkpoint", _workspace["run"]]).Succeeded();
        File.AppendAllText(_workspace["table.csv"], "3,2.5,11\n");
        var refused = Workspace.Run([.. words, "--epochs", "2", "--resume", _workspace["run"]]);
        Assert.Equal(2, refused.ExitCode);
        string[] lines = refused.Error.TrimEnd('\n').Split('\n');
        Assert.Equal($"warning: {_workspace["table.csv.rows"]}, the cache of the table, was made from other data or with other options: it is made anew.", lines[0]);
        Assert.StartsWith($"error: {_workspace["run"]}, checkpoint 1: this is not the run that was interrupted: training data was ", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
    }

    // A tenth of 400 rows, each drawn by itself, is for validation; batches of 16.
    private const int BatchesOfStream = 22;

    private string[] StreamedWords() =>
    [
        "train", _workspace.Write("table.csv", "x,y,z\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i % 17},{i % 5}.5,{(i * 7) % 23}\n"))),
        "--target", "z", "--task", "regression", "--stream", "always", "--window", "64", "--batch-size", "16", "--dropout", "0.2", "--normalize", "batch",
        "--optimizer", "adam", "--patience", "none", "--output", _workspace.Model,
    ];

    private static void FlipByte(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private CommandRun Train(params string[] options) =>
        Workspace.Run(["train", "iris", "--output", _workspace.Model, "--patience", "none", "--schedule", "constant", "--checkpoint", _workspace["run"], .. options]);

    private static void Refused(CommandRun run, string message)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, Assert.Single(run.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }
}
