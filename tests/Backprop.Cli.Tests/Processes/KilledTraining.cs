namespace Backprop.Cli.Tests.Processes;

/// <summary>A training whose process is killed, again and again, at random moments, and gone on with until it is done.</summary>
internal sealed class KilledTraining
{
    private const string Interval = "100batches";

    private readonly string _checkpoints, _model;
    private readonly string[] _words;

    /// <param name="folder">An empty folder.</param>
    /// <param name="words">What to train, without an output and without checkpoints; it should take several times as long as starting does.</param>
    public KilledTraining(string folder, IEnumerable<string> words)
    {
        (_checkpoints, _model) = (Path.Combine(folder, "run"), Path.Combine(folder, "model.safetensors"));
        _words = ["train", .. words, "--quiet", "--output", _model];
    }

    /// <summary>Processes that were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Those of them that were writing a checkpoint.</summary>
    public int KillsWhileSaving { get; private set; }

    /// <summary>The model's bytes without any interruption.</summary>
    public byte[] Uninterrupted()
    {
        Require(CommandProcess.Run(_words));
        byte[] bytes = File.ReadAllBytes(_model);
        File.Delete(_model);
        return bytes;
    }

    /// <summary>Kills and goes on until the model is there.</summary>
    /// <param name="most">After so many kills it is left to end.</param>
    /// <param name="random">Decides the moments.</param>
    /// <returns>The model's bytes.</returns>
    /// <exception cref="InvalidOperationException">A process ended otherwise than well or killed, or none gets anywhere.</exception>
    public byte[] Run(int most, Random random)
    {
        for (int started = 0; !File.Exists(_model); started++)
        {
            if (started > 4 * most + 4) throw new InvalidOperationException("The training gets nowhere.");
            string start = CheckpointDirectory.HasCheckpoints(_checkpoints) ? "--resume" : "--checkpoint";
            bool kills = Kills < most;
            // Starting takes about as long as what follows: some are killed before the first batch, some while they save, some have ended.
            Require(CommandProcess.Run([.. _words, start, _checkpoints, "--checkpoint-every", Interval], process =>
            {
                if (!kills || process.WaitForExit(random.Next(150, 700))) return;
                process.Kill();
                Kills++;
            }));
            // The next process removes what this one left half-written.
            if (kills && Directory.Exists(_checkpoints) && Directory.EnumerateFiles(_checkpoints, ".backprop-*").Any()) KillsWhileSaving++;
        }
        return File.ReadAllBytes(_model);
    }

    private static void Require(CommandProcess process)
    {
        if (process.ExitCode is not (0 or CommandProcess.Killed)) throw new InvalidOperationException($"exit code {process.ExitCode}: {process.Error}");
    }
}
