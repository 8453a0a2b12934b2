using System.Diagnostics;
using Backprop.Cli.Tests.Processes;
using Backprop.Files;
using Backprop.Long.Running;

namespace Backprop.Long.Tests;

/// <summary>Trainings that are interrupted by signals at random moments, again and again, and gone on with.</summary>
internal sealed class Signals : ILongTest
{
    private const int MostOfOneTraining = 25, Interrupted = 130, Terminated = 143, SigInt = 2;

    public string Name => "signals";

    public string Proves => "SIGINT or SIGTERM, once or twice, at random moments of a training: exit code 130 or 143, the newest checkpoint is complete, a model that was saved is whole, and gone on with, the training ends in the model of one that was never interrupted.";

    public IReadOnlyList<int> Guarantees => [2, 3, 12];

    public string Unit => "signals";

    public long Required => 500;

    public void Run(LongRun run)
    {
        if (OperatingSystem.IsWindows())
        {
            run.Note("skipped", "Windows has no signals to send");
            return;
        }
        if (IgnoresInterrupt()) throw new InvalidOperationException("SIGINT is ignored by this process and therefore by its children, as a shell has it for what it starts in the background: start it in the foreground");
        var heard = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (int number = 0; run.GoesOn; number++)
        {
            string folder = Directory.CreateDirectory(Path.Combine(run.Folder, $"{number}")).FullName, model = Path.Combine(folder, "model.safetensors");
            string[] words = ["train", "digits", "--hidden", "64,32", "--epochs", "1000", "--patience", "none", "--seed", $"{number}", "--threads", $"{1 + number % 2}", "--quiet", "--output", model];
            if (CommandProcess.Run(words) is { ExitCode: not 0 } whole) throw new InvalidOperationException(whole.Error);
            byte[] expected = File.ReadAllBytes(model);
            File.Delete(model);
            for (int signal = 0; ; signal++)
            {
                bool leaves = signal >= MostOfOneTraining || !run.GoesOn;
                var (exitCode, sent, failure) = Interrupt(words, folder, leaves, run.RandomOf(1000 * number + signal), heard);
                if (failure is not null) run.Fail($"training {number}, signal {signal}: {failure}");
                if (sent) run.Count();
                if (exitCode == 0 || leaves) break;
            }
            if (!File.Exists(model) || !File.ReadAllBytes(model).AsSpan().SequenceEqual(expected)) run.Fail($"training {number}: another model");
            run.Note("how they ended", string.Join(", ", heard.Select(end => $"{end.Key} {end.Value} times")));
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (int ExitCode, bool WasSent, string? Failure) Interrupt(string[] words, string folder, bool leaves, Random random, SortedDictionary<string, int> heard)
    {
        string run = Path.Combine(folder, "run");
        string[] start = CheckpointDirectory.HasCheckpoints(run) ? ["--resume", run] : ["--checkpoint", run];
        string signal = random.Next(2) == 0 ? "INT" : "TERM", name = $"SIG{signal}";
        bool twice = random.Next(3) == 0, sent = false;
        var ended = CommandProcess.Run([.. words, .. start, "--checkpoint-every", "200batches"], process =>
        {
            if (leaves || process.WaitForExit(random.Next(80, 700))) return;
            sent = Send(process, signal);
            if (twice && !process.WaitForExit(random.Next(0, 20)) && Send(process, signal)) name += " twice";
        });
        int expected = signal == "INT" ? Interrupted : Terminated;
        bool isExpected = ended.ExitCode == 0 || (sent && ended.ExitCode == expected);
        string end = !sent ? "not interrupted" : ended.ExitCode == 0 ? "done before the signal" : name;
        heard[end] = heard.GetValueOrDefault(end) + 1;
        return (ended.ExitCode, sent, isExpected ? Damage(folder) : $"{name}: exit code {ended.ExitCode}: {ended.Error}");
    }

    private static string? Damage(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories).FirstOrDefault(file => SafeTensors.Read(file).Integrity != Integrity.Verified);
        }
        catch (InvalidInputException exception)
        {
            return exception.Message;
        }
    }

    private static bool IgnoresInterrupt()
    {
        const string Status = "/proc/self/status", Field = "SigIgn:";
        if (!File.Exists(Status)) return false;
        string mask = File.ReadLines(Status).First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..].Trim();
        return (Convert.ToUInt64(mask, 16) & (1UL << (SigInt - 1))) != 0;
    }

    private static bool Send(Process process, string signal) => CommandProcess.Run(new ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]), _ => { }).ExitCode == 0;
}
