using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

/// <summary>Checkpoints of runs of several trainings: the members of an ensemble, the folds of a cross-validation.</summary>
public sealed class SeveralTrainingsTests : IDisposable
{
    private const int Epochs = 2, BatchesOfFold = 4;

    private static readonly string[] Length = ["--epochs", $"{Epochs}"];

    private readonly Workspace _workspace = new();

    private string Table => _workspace.Write("table.csv", "x,y,z\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i % 17},{i % 5}.5,{(i * 7) % 23}\n")));

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_cross_validation_goes_on_from_any_batch_to_the_same_scores_and_model()
    {
        var whole = CrossValidate("--json").Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        string scores = Scores(whole);
        // Three folds, and the model itself; a checkpoint of every batch, of which the first is taken away with all behind it.
        for (int batch = 1; batch <= 4 * Epochs * BatchesOfFold; batch += 3)
        {
            string run = _workspace[$"run-{batch}"];
            CrossValidate("--checkpoint", run, "--checkpoint-every", "1batches", "--keep", "1000", "--quiet").Succeeded();
            KeepBatches(run, batch);
            File.Delete(_workspace.Model);
            var resumed = CrossValidate("--resume", run, "--threads", $"{1 + batch % 3}", "--json").Succeeded();
            Assert.Equal(scores, Scores(resumed));
            Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
        }
    }

    [Fact]
    public void More_epochs_are_trained_in_every_fold()
    {
        string scores = Scores(CrossValidate("--json", "--epochs", "5").Succeeded());
        CrossValidate("--checkpoint", _workspace["run"]).Succeeded();
        Assert.Equal(scores, Scores(CrossValidate("--json", "--epochs", "5", "--resume", _workspace["run"]).Succeeded()));
    }

    [Fact]
    public void An_ensemble_goes_on_too()
    {
        _workspace.Train("iris", "--ensemble", "3").Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        _workspace.Train("iris", "--ensemble", "2", "--checkpoint", _workspace["run"]).Succeeded();
        var resumed = _workspace.Train("iris", "--ensemble", "3", "--resume", _workspace["run"]).Succeeded();
        Assert.Equal(["member 1 of 3, seed 0", "member 2 of 3, seed 1", "member 3 of 3, seed 2"], resumed.Lines.Where(line => line.StartsWith("member ", StringComparison.Ordinal)));
        Assert.Single(resumed.Lines, line => line.TrimStart().StartsWith("1/3 ", StringComparison.Ordinal));
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
    }

    [Theory]
    [InlineData(3, "member 3 is left out of this ensemble of 2, and the checkpoints stay as they are. With --ensemble 3 the model has all of them.")]
    [InlineData(4, "members 3 to 4 are left out of this ensemble of 2, and the checkpoints stay as they are. With --ensemble 4 the model has all of them.")]
    public void Members_that_a_smaller_ensemble_leaves_out_are_named_and_kept(int members, string message)
    {
        _workspace.Train("iris", "--ensemble", "2").Succeeded();
        byte[] two = File.ReadAllBytes(_workspace.Model);
        _workspace.Train("iris", "--ensemble", $"{members}", "--checkpoint", _workspace["run"]).Succeeded();
        byte[] all = File.ReadAllBytes(_workspace.Model);
        var fewer = _workspace.Train("iris", "--ensemble", "2", "--resume", _workspace["run"]);
        Assert.Equal((0, $"warning: {_workspace["run"]}: {message}\n"), (fewer.ExitCode, fewer.Error));
        Assert.Equal(two, File.ReadAllBytes(_workspace.Model));
        _workspace.Train("iris", "--ensemble", $"{members}", "--resume", _workspace["run"]).Succeeded();
        Assert.Equal(all, File.ReadAllBytes(_workspace.Model));
    }

    [Theory]
    [InlineData("fold-1-of-3")]
    [InlineData("fold-2-of-3")]
    [InlineData("model")]
    public void A_fold_of_which_all_checkpoints_are_damaged_begins_anew(string part)
    {
        string run = _workspace["run"], scores = Scores(CrossValidate("--json", "--checkpoint", run, "--checkpoint-every", "1batches").Succeeded());
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        File.Delete(_workspace.Model);
        string[] files = Directory.GetFiles(Path.Combine(run, part), "checkpoint-*");
        foreach (string file in files) File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        var resumed = CrossValidate("--json", "--resume", run);
        Assert.Equal(0, resumed.ExitCode);
        string[] warnings = resumed.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(files.Length + 1, warnings.Length);
        Assert.Equal(
            $"warning: {Path.Combine(run, part)}: none of its {files.Length} checkpoints can be read. This training of the run begins anew, and ends in the same bits; the others go on from theirs.", warnings[^1]);
        Assert.Equal(scores, Scores(resumed));
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
    }

    [Theory]
    [InlineData("fold-1-of-3", "fold-2-of-3, checkpoint ")]
    [InlineData("fold-1-of-3 fold-2-of-3 fold-3-of-3", "model, checkpoint ")]
    public void Other_options_are_refused_before_a_fold_whose_checkpoints_are_damaged_is_trained_anew(string damaged, string refusing)
    {
        string run = _workspace["run"];
        CrossValidate("--checkpoint", run).Succeeded();
        string[] files = [.. damaged.Split(' ').SelectMany(part => Directory.GetFiles(Path.Combine(run, part), "checkpoint-*"))];
        foreach (string file in files) File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        var refused = CrossValidate("--resume", run, "--momentum", "0.5");
        refused.FailedWith(2, $"{Path.Combine(run, refusing)}");
        Assert.Contains("momentum was ", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("begins anew", refused.Error, StringComparison.Ordinal);
        Assert.Equal(files, damaged.Split(' ').SelectMany(part => Directory.GetFiles(Path.Combine(run, part), "checkpoint-*")));
    }

    [Fact]
    public void A_person_hears_of_each_fold()
    {
        var run = CrossValidate().Succeeded();
        Assert.Equal(3, run.Lines.Count(line => line.StartsWith("Fold        ", StringComparison.Ordinal) && line.Contains(" of 3: R² ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--ensemble 2", "", "--resume: RUN holds an ensemble (--ensemble), and this command trains one network.")]
    [InlineData("", "--ensemble 2", "--resume: RUN holds one network, and this command trains an ensemble (--ensemble).")]
    [InlineData("--cross-validate 3", "", "--resume: RUN holds a cross-validation into 3 folds (--cross-validate 3), and this command trains one network.")]
    [InlineData("--cross-validate 3", "--cross-validate 4", "holds a cross-validation into 3 folds (--cross-validate 3), and this command trains a cross-validation into 4 folds (--cross-validate 4).")]
    [InlineData("--ensemble 2", "--ensemble 2 --seed 3", "member-1, checkpoint 1: this is not the run that was interrupted: ")]
    [InlineData("--ensemble 2", "--ensemble 2 --as-new-run", "--as-new-run takes the weights of one network, and this command trains an ensemble (--ensemble).")]
    [InlineData("--cross-validate 3", "--cross-validate 3 --as-new-run", "--as-new-run takes the weights of one network")]
    public void Another_run_is_refused_in_one_line(string before, string after, string message)
    {
        Train(before, "--checkpoint", _workspace["run"]).Succeeded();
        Train(after, "--resume", _workspace["run"]).FailedWith(2, message.Replace("RUN", _workspace["run"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--ensemble 2")]
    [InlineData("--cross-validate 3")]
    public void A_folder_with_such_a_run_is_not_overwritten(string several)
    {
        Train(several, "--checkpoint", _workspace["run"]).Succeeded();
        Train("", "--checkpoint", _workspace["run"]).FailedWith(2, "holds the checkpoints of a run. Give --resume to go on with it");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_interrupted_cross_validation_says_how_to_go_on(bool hasCheckpoints)
    {
        using var interruption = new Interruption(code => Assert.Fail($"exit {code}"));
        using var error = new StringWriter { NewLine = "\n" };
        using var output = new WatchedWriter(line =>
        {
            if (line.Contains("1 of 3: ", StringComparison.Ordinal)) interruption.Signal(143);
        });
        string[] words = [.. Words("--cross-validate 3"), .. Length, .. hasCheckpoints ? (string[])["--checkpoint", _workspace["run"]] : []];
        Assert.Equal(143, CommandLine.Run(words, new CommandEnvironment(output, error, Terminal.None, interruption, "backprop")));
        string resume = hasCheckpoints ? $" To go on: the same command with --resume {_workspace["run"]}." : "";
        Assert.Equal(
            $"interrupted: stopping after this batch; {(hasCheckpoints ? "a checkpoint is written." : "nothing is saved.")} Ctrl-C again ends at once.{resume}\n"
            + $"error: interrupted in fold 1 of 3; no model was saved.{resume}\n", error.ToString());
        Assert.False(File.Exists(_workspace.Model));
    }

    private static string Scores(CommandRun run) => run.Events[^1].GetProperty("crossValidation").ToString();

    private CommandRun CrossValidate(params string[] options) => Train("--cross-validate 3", options);

    private CommandRun Train(string kind, params string[] options) => Workspace.Run([.. Words(kind), .. options, .. options.Contains("--epochs") ? (string[])[] : Length]);

    private string[] Words(string kind) =>
    [
        "train", Table, "--target", "z", "--task", "regression", "--output", _workspace.Model, "--batch-size", "10", "--patience", "none", "--schedule", "constant",
        .. kind.Split(' ', StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Leaves the folder as a crash leaves it that comes when so many checkpoints were written.</summary>
    private static void KeepBatches(string run, int count)
    {
        string[] all = [.. ((string[])["fold-1-of-3", "fold-2-of-3", "fold-3-of-3", "model"]).SelectMany(part =>
            Directory.GetFiles(Path.Combine(run, part), "checkpoint-*").Order(StringComparer.Ordinal))];
        foreach (string file in all.Skip(count)) File.Delete(file);
    }
}
