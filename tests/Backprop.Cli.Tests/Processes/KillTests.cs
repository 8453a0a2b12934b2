using System.Diagnostics;

namespace Backprop.Cli.Tests.Processes;

/// <summary>A training whose process is killed, again and again, at random moments, and gone on with.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 50;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Fifty_kills_change_no_bit_of_the_model()
    {
        string[] words = ["train", "digits", "--hidden", "64,64", "--epochs", "1500", "--patience", "none", "--threads", "1", "--quiet", "--output", _workspace.Model];
        Workspace.Run(words).Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        File.Delete(_workspace.Model);
        int kills = 0, done = 0;
        while (!File.Exists(_workspace.Model))
        {
            string[] start = CheckpointDirectory.HasCheckpoints(_workspace["run"]) ? ["--resume", _workspace["run"]] : ["--checkpoint", _workspace["run"]];
            using var process = Process.Start(new ProcessStartInfo(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll"), .. words, .. start, "--checkpoint-every", "100batches"])
            { RedirectStandardError = true })!;
            // Starting takes about as long as what follows: some are killed before the first batch, some while they save, some have ended.
            if (kills < Kills && !process.WaitForExit(Random.Shared.Next(150, 700)))
            {
                process.Kill();
                kills++;
            }
            process.WaitForExit();
            Assert.True(process.ExitCode is 0 or 137, process.StandardError.ReadToEnd());
            Assert.True(++done < 4 * Kills, "The training gets nowhere.");
        }
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
        Assert.True(kills > 0, "No process was killed.");
    }
}
