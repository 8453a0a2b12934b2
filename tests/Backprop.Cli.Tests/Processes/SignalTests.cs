namespace Backprop.Cli.Tests.Processes;

/// <summary>Signals to real processes that write checkpoints: the exit code, what is said, and that no bit is lost.</summary>
public sealed class SignalTests : IDisposable
{
    // Batches take long enough that a second signal comes before the first has ended everything; scalar ones still more.
    private static readonly string[] LongBatches =
        ["train", "digits", "--hidden", "700,700", "--optimizer", "adam", "--epochs", "3", "--batch-size", "700", "--patience", "none", "--threads", "1", "--test", "0.2"];

    private static readonly string[] ManyBatches = ["train", "digits", "--hidden", "64,64", "--epochs", "600", "--patience", "none", "--threads", "1"];

    private readonly Workspace _workspace = new();

    public SignalTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_finishes_the_batch_writes_a_checkpoint_and_says_how_to_go_on(string signal, int exitCode)
    {
        var run = new InterruptedRun(_workspace, "1h", ManyBatches);
        using (var process = run.Start(vectorWidth: "scalar"))
        {
            process.WhenSaying("\"epoch\":20,").Send(signal);
            Assert.Equal(exitCode, process.ExitCode);
            Assert.Equal([$"interrupted: stopping after this batch and saving, a checkpoint too; Ctrl-C again ends at once. {run.HowToGoOn}"], process.Error);
            Assert.Contains("\"stopReason\":\"cancelled\"", process.Out[^1], StringComparison.Ordinal);
        }
        // An hour has not passed: it is the one that the signal asked for.
        Assert.Equal(1, run.Checkpoints);
        run.FinishAndCompare();
    }

    [Fact]
    public void A_second_signal_ends_at_once_and_an_older_checkpoint_is_there()
    {
        var run = new InterruptedRun(_workspace, "1batches", LongBatches);
        using (var process = run.Start(vectorWidth: "scalar"))
        {
            process.When(_ => run.Checkpoints > 0).Send("INT").WhenComplaining("interrupted: ").Send("INT");
            Assert.Equal(130, process.ExitCode);
            // Where the machine was slow, the first one had done its work before the second came.
            if (process.Error.Count > 1) Assert.Equal($"error: stopped at once; the last checkpoint is kept. {run.HowToGoOn}", process.Error[^1]);
        }
        Assert.True(run.Checkpoints > 0);
        File.Delete(_workspace.Model);
        run.FinishAndCompare();
    }

    [Fact]
    public void While_data_are_read_a_signal_ends_reading_and_leaves_nothing()
    {
        // More than a pipe holds, so that it is being read when all is written; but not the end, for which the process waits.
        string rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i % 17},{i % 5}.5,{(i * 7) % 23}\n"));
        string[] words = ["train", "-", "--target", "z", "--output", _workspace.Model, "--checkpoint", _workspace["run"]];
        using var process = new TrainingProcess(words);
        process.Input.Write("x,y,z\n" + rows);
        process.Input.Flush();
        process.Send("INT").WhenComplaining("interrupted: ");
        Feed(process, rows);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(["interrupted: reading stops; nothing is trained.", "error: interrupted; nothing was written."], process.Error);
        Assert.Empty(_workspace.Names);
    }

    [Theory]
    [InlineData("predict", "--output", "interrupted: stopping; Ctrl-C again ends at once.", "error: interrupted; nothing was written.")]
    [InlineData("evaluate", "--report", "error: interrupted; nothing was written.")]
    public void While_rows_are_read_for_a_model_a_signal_ends_the_command_and_leaves_no_file(string command, string option, params string[] says)
    {
        string rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i % 17},{i % 5}.5,{(i * 7) % 23}\n"));
        _workspace.Train(_workspace.Write("table.csv", "x,y,z\n" + rows[..4000].TrimEnd('\n') + "\n"), "--target", "z", "--task", "regression").Succeeded();
        using var process = new TrainingProcess([command, _workspace.Model, "-", option, _workspace["result"]]);
        process.Input.Write("x,y,z\n" + rows);
        process.Input.Flush();
        process.Send("INT").WhenComplaining("interrupted: ");
        Feed(process, rows);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(says, process.Error);
        Assert.Empty(process.Out);
        Assert.Equal(["model.safetensors", "table.csv"], _workspace.Names);
    }

    [Fact]
    public void While_the_result_is_measured_the_model_is_saved_and_is_the_one_that_was_wanted()
    {
        var run = new InterruptedRun(_workspace, "1batches", LongBatches);
        using (var process = run.Start(vectorWidth: "scalar"))
        {
            process.When(_ => File.Exists(_workspace.Model)).Send("INT");
            Assert.True(process.ExitCode is 130 or 0, string.Join("\n", process.Error));
        }
        run.Compare();
        run.FinishAndCompare();
    }

    [Fact]
    public void While_the_model_is_saved_it_is_saved_whole_or_not_at_all()
    {
        var run = new InterruptedRun(_workspace, "1h", "train", "iris", "--hidden", "800,800", "--epochs", "1", "--batch-size", "150", "--optimizer", "sgd", "--threads", "1");
        foreach (int signals in (int[])[1, 2])
        {
            using (var process = run.Start())
            {
                process.When(_ => _workspace.Names.Any(name => name.EndsWith(".tmp", StringComparison.Ordinal)) || File.Exists(_workspace.Model));
                for (int i = 0; i < signals; i++) process.Send("INT");
                Assert.True(process.ExitCode is 130 or 0, string.Join("\n", process.Error));
            }
            if (File.Exists(_workspace.Model)) run.Compare();
            File.Delete(_workspace.Model);
        }
        run.FinishAndCompare();
    }

    [Theory]
    [InlineData("--ensemble", "3", "member")]
    [InlineData("--cross-validate", "3", "fold")]
    public void Every_member_and_fold_can_be_interrupted(string option, string count, string part)
    {
        string table = _workspace.Write("table.csv", "x,y,z\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i % 17},{i % 5}.5,{(i * 7) % 23}\n")));
        var run = new InterruptedRun(
            _workspace, "50batches", "train", table, "--target", "z", "--task", "regression", "--hidden", "32", "--epochs", "300", "--patience", "none", "--threads", "1", option, count);
        int interrupted = 0;
        for (int member = 1; member <= 3; member++)
        {
            using var process = run.Start(vectorWidth: "scalar");
            process.When(_ => Directory.Exists(run.Folder) && Directory.GetDirectories(run.Folder, $"{part}-{member}*").Any(CheckpointDirectory.HasCheckpoints)).Send("TERM");
            // Where the machine was slow to send the signal, the training had come to its end before.
            if (process.ExitCode == 0) break;
            Assert.Equal(143, process.ExitCode);
            Assert.Contains(run.HowToGoOn, process.Error[0], StringComparison.Ordinal);
            interrupted++;
            // An ensemble saves the members that are done.
            File.Delete(_workspace.Model);
        }
        Assert.True(interrupted > 0, "No signal came in time.");
        run.FinishAndCompare();
    }

    [Theory]
    [InlineData("--ensemble")]
    [InlineData("--cross-validate")]
    public void A_few_kills_change_no_bit(string option)
    {
        string table = _workspace.Write("table.csv", "x,y,z\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{i % 17},{i % 5}.5,{(i * 7) % 23}\n")));
        var run = new InterruptedRun(
            _workspace, "50batches", "train", table, "--target", "z", "--task", "regression", "--hidden", "32", "--epochs", "300", "--patience", "none", "--threads", "1", option, "3");
        Assert.InRange(run.KillAndCompare(kills: 8, milliseconds: (250, 800)), 1, 8);
    }

    /// <summary>The rest of what is read, of which the process may not want all.</summary>
    private static void Feed(TrainingProcess process, string rows)
    {
        try
        {
            process.Input.Write(rows);
            process.Input.Close();
        }
        catch (IOException)
        {
            // It has ended by now.
        }
    }
}
