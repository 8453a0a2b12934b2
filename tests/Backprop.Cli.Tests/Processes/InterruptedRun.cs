namespace Backprop.Cli.Tests.Processes;

/// <summary>A training that is interrupted in processes of its own, however often, and must end in the file of one that never was.</summary>
internal sealed class InterruptedRun
{
    // However long the machine takes for one of them: a run that gets nowhere.
    private const int MostStarts = 100;

    private readonly Workspace _workspace;
    private readonly string[] _words, _every;
    private readonly byte[] _expected;

    /// <summary>Trains without an interruption, to know what is to come out.</summary>
    /// <param name="workspace">Where everything is.</param>
    /// <param name="every">How often a checkpoint is written.</param>
    /// <param name="words">The command line without <c>--output</c> and checkpoints.</param>
    public InterruptedRun(Workspace workspace, string every, params string[] words)
    {
        (_workspace, _words, _every) = (workspace, [.. words, "--output", workspace.Model], ["--checkpoint-every", every]);
        Workspace.Run([.. _words, "--quiet"]).Succeeded();
        _expected = File.ReadAllBytes(workspace.Model);
        File.Delete(workspace.Model);
    }

    /// <summary>The folder of the checkpoints.</summary>
    public string Folder => _workspace["run"];

    /// <summary>What a person is told to do.</summary>
    public string HowToGoOn => $"To go on: the same command with --resume {Folder}.";

    /// <summary>The checkpoints that can be seen, of all members or folds.</summary>
    public int Checkpoints => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "checkpoint-*", SearchOption.AllDirectories).Count() : 0;

    /// <summary>Begins, or goes on where there is a checkpoint.</summary>
    /// <param name="vectorWidth">What BACKPROP_SIMD says.</param>
    public TrainingProcess Start(string? vectorWidth = null) =>
        new([.. _words, "--json", Checkpoints > 0 ? "--resume" : "--checkpoint", Folder, .. _every], vectorWidth);

    /// <summary>Goes on to the end, in a process that nobody interrupts, and compares the model.</summary>
    public void FinishAndCompare()
    {
        using (var process = Start())
        {
            Assert.Equal(0, process.ExitCode);
            Assert.Empty(process.Error);
        }
        Compare();
    }

    /// <summary>Starts it again and again, each time killed at a random moment, until it is done.</summary>
    /// <param name="kills">How many are killed at most.</param>
    /// <param name="milliseconds">From when to when after its start.</param>
    /// <returns>How many were killed.</returns>
    public int KillAndCompare(int kills, (int From, int To) milliseconds)
    {
        int killed = 0;
        for (int starts = 0; !File.Exists(_workspace.Model); starts++)
        {
            Assert.True(starts < MostStarts, "The training gets nowhere.");
            using var process = Start();
            if (killed < kills && !process.WaitFor(TimeSpan.FromMilliseconds(Random.Shared.Next(milliseconds.From, milliseconds.To))))
            {
                process.Kill();
                killed++;
            }
            int exitCode = process.ExitCode;
            Assert.True(exitCode is 0 or 137, string.Join('\n', process.Error));
        }
        Compare();
        return killed;
    }

    /// <summary>The model is that of the run that was never interrupted.</summary>
    public void Compare() => Assert.Equal(_expected, File.ReadAllBytes(_workspace.Model));
}
