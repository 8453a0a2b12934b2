using System.Text;
using System.Text.Json;

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
        _words = ["train", .. words, "--json", "--output", _model];
    }

    /// <summary>Processes that were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Those of them that were writing a checkpoint.</summary>
    public int KillsWhileSaving { get; private set; }

    /// <summary>The model's bytes without any interruption, and behind them the scores of a cross-validation.</summary>
    public byte[] Uninterrupted()
    {
        byte[] bytes = EndOf(Ended(CommandProcess.Run(_words)));
        File.Delete(_model);
        return bytes;
    }

    /// <summary>Kills and goes on until a process ends by itself.</summary>
    /// <param name="most">After so many kills it is left to end.</param>
    /// <param name="random">Decides the moments.</param>
    /// <returns>What <see cref="Uninterrupted"/> should be equal to.</returns>
    /// <exception cref="InvalidOperationException">A process ended otherwise than well or killed, or warned of a checkpoint, or none gets anywhere.</exception>
    public byte[] Run(int most, Random random)
    {
        for (int started = 0; ; started++)
        {
            if (started > 4 * most + 4) throw new InvalidOperationException("The training gets nowhere.");
            string start = HasFile("checkpoint-*") ? "--resume" : "--checkpoint";
            bool kills = Kills < most;
            // Starting takes about as long as what follows: some are killed before the first batch, some while they save, some have ended.
            var process = Ended(CommandProcess.Run([.. _words, start, _checkpoints, "--checkpoint-every", Interval], running =>
            {
                if (!kills || running.WaitForExit(random.Next(150, 700))) return;
                running.Kill();
                Kills++;
            }));
            if (process.ExitCode == 0) return EndOf(process);
            // The next process removes what this one left half-written.
            if (HasFile(".backprop-*")) KillsWhileSaving++;
        }
    }

    /// <summary>Whether the folder of the checkpoints has such a file; each of several trainings has its own in a folder within.</summary>
    private bool HasFile(string pattern) => Directory.Exists(_checkpoints) && Directory.EnumerateFiles(_checkpoints, pattern, SearchOption.AllDirectories).Any();

    private byte[] EndOf(CommandProcess process)
    {
        using var finished = JsonDocument.Parse(process.Output.TrimEnd('\n').Split('\n')[^1]);
        string scores = finished.RootElement.TryGetProperty("crossValidation", out var folds) ? folds.ToString() : "";
        return [.. File.ReadAllBytes(_model), .. Encoding.UTF8.GetBytes(scores)];
    }

    /// <summary>It ended well or was killed, and had nothing to say of checkpoints that cannot be used.</summary>
    private static CommandProcess Ended(CommandProcess process) =>
        process is { ExitCode: 0 or CommandProcess.Killed, Error: "" } ? process : throw new InvalidOperationException($"exit code {process.ExitCode}: {process.Error}");
}
