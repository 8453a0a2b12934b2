using System.Diagnostics;
using Backprop.Cli.Tests.Processes;
using Backprop.Files;
using Backprop.Long.Running;
using Backprop.Long.Trainings;

namespace Backprop.Long.Tests;

/// <summary>A file system in memory of 4 KiB, 8 KiB and so on: too small for anything, for a checkpoint, for a model, and at last large enough.</summary>
internal sealed class FullDisk : ILongTest
{
    private const int Page = 4096, SizesOfOneKind = 40;

    public string Name => "full-disk";

    public string Proves => "A training with checkpoints on a real file system that is full, at every size from one page on: it ends well, or with exit code 2 and one line; no temporary file is left, every file that can be seen is complete, and with more room the same command goes on to the same model.";

    public IReadOnlyList<int> Guarantees => [3, 12];

    public string Unit => "sizes";

    public long Required => 400;

    public void Run(LongRun run)
    {
        string disk = Directory.CreateDirectory(Path.Combine(run.Folder, "disk")).FullName;
        if (!Mount(disk, Page))
        {
            run.Note("skipped", "a file system cannot be mounted here, which takes the superuser");
            return;
        }
        Unmount(disk);
        run.Each(number =>
        {
            Mount(disk, Page * (1 + (int)(number % SizesOfOneKind)));
            try
            {
                Fill(disk, hidden: 2 + 5 * (int)(number / SizesOfOneKind));
            }
            finally
            {
                Unmount(disk);
            }
        });
    }

    private static void Fill(string disk, int hidden)
    {
        string model = Path.Combine(disk, "model.safetensors"), run = Path.Combine(disk, "run");
        string[] words = ["train", "digits", "--hidden", $"{hidden}", "--epochs", "3", "--patience", "none", "--threads", "1", "--quiet"];
        string other = Path.Combine(Path.GetDirectoryName(disk)!, "expected.safetensors");
        InProcessCommand.Run([.. words, "--output", other]);
        byte[] expected = File.ReadAllBytes(other);

        var (exitCode, _, error) = InProcessCommand.Try([.. words, "--output", model, "--checkpoint", run, "--checkpoint-every", "20batches"]);
        if (exitCode is not (0 or 2)) throw new InvalidOperationException($"exit code {exitCode}: {error}");
        if (exitCode == 2 && error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)) != 1) throw new InvalidOperationException($"not one line of error: {error}");
        if ((exitCode == 0) != File.Exists(model)) throw new InvalidOperationException($"exit code {exitCode}, and the model is {(exitCode == 0 ? "not " : "")}there");
        foreach (string file in Directory.EnumerateFiles(disk, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
            if (SafeTensors.Read(file).Integrity != Integrity.Verified) throw new InvalidOperationException($"{file} is not complete");

        Require(Call("mount", "-o", "remount,size=16m", disk));
        string[] start = CheckpointDirectory.HasCheckpoints(run) ? ["--resume", run] : ["--checkpoint", run];
        InProcessCommand.Run([.. words, "--output", model, .. start]);
        if (!File.ReadAllBytes(model).AsSpan().SequenceEqual(expected)) throw new InvalidOperationException("another model with more room");
    }

    private static bool Mount(string disk, int bytes) => OperatingSystem.IsLinux() && Call("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", disk);

    private static void Unmount(string disk) => Require(Call("umount", disk));

    private static void Require(bool done)
    {
        if (!done) throw new InvalidOperationException("mount failed");
    }

    private static bool Call(string program, params string[] words) => CommandProcess.Run(new ProcessStartInfo(program, words), _ => { }).ExitCode == 0;
}
