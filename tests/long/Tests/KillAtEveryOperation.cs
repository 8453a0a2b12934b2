using System.Diagnostics;
using System.Globalization;
using Backprop.Cli.Tests.Processes;
using Backprop.Files;
using Backprop.Long.Running;
using Backprop.Long.Trainings;

namespace Backprop.Long.Tests;

/// <summary>Processes that are killed just before an operation of saving: the first, the second, and so on; and the next ones too, while they go on.</summary>
internal sealed class KillAtEveryOperation : ILongTest
{
    public const string ChildTask = "kill-at";

    public string Name => "kill-phases";

    public string Proves => "A training is killed by SIGKILL at each phase of a save in turn (before it creates, flushes, renames, syncs or deletes): what can be seen is complete, no checkpoint that was safe is lost, and gone on with, it ends in the same bits.";

    public IReadOnlyList<int> Guarantees => [2, 3, 12];

    public string Unit => "kills";

    public long Required => 1000;

    public void Run(LongRun run)
    {
        for (long number = 0; run.GoesOn; number++)
        {
            var plan = new TrainingPlan(run.Seed, number);
            string expected = plan.Train(threads: 1).Sha256;
            bool killed = true;
            for (int operation = 1; killed && run.GoesOn; operation++)
                run.Case($"{plan}: killed at operation {operation}", () => killed = Kill(Path.Combine(run.Folder, "run"), run.Seed, number, plan, operation, expected));
        }
    }

    /// <summary>Trains in a folder, and is killed at an operation.</summary>
    public static void RunChild(string[] words)
    {
        using var store = new CheckpointDirectory(words[0], new DeadlyFileSystem(int.Parse(words[3], CultureInfo.InvariantCulture)));
        var plan = new TrainingPlan(int.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[2], CultureInfo.InvariantCulture));
        plan.Train(threads: 1, new Checkpointing(store) { Every = CheckpointInterval.Epochs(1), Start = CheckpointStart.ResumeIfAny, Keep = 1 });
    }

    /// <returns>Whether the training had that many operations.</returns>
    private static bool Kill(string folder, int seed, long number, TrainingPlan plan, int operation, string expected)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var ended = CommandProcess.Run(ChildProcess.Of(ChildTask, folder, $"{seed}", $"{number}", $"{operation}"), _ => { });
        if (ended.ExitCode is not (0 or CommandProcess.Killed)) throw new InvalidOperationException($"exit code {ended.ExitCode}: {ended.Error}");
        string? warning = null;
        using var store = new CheckpointDirectory(folder);
        string found = plan.Train(threads: 1, new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny, Warn = text => warning = text }).Sha256;
        if (found != expected) throw new InvalidOperationException($"{found}, not {expected}");
        if (warning is not null) throw new InvalidOperationException($"what can be seen is not complete: {warning}");
        return ended.ExitCode == CommandProcess.Killed;
    }

    /// <summary>The real one, which kills its process before an operation, from 1 on.</summary>
    private sealed class DeadlyFileSystem(int deadly) : IFileSystem
    {
        private int _operations;

        public Stream CreateNew(string path, UnixFileMode? mode)
        {
            Step();
            return DiskFileSystem.Instance.CreateNew(path, mode);
        }

        public void FlushToDisk(Stream stream)
        {
            Step();
            DiskFileSystem.Instance.FlushToDisk(stream);
        }

        public void Rename(string from, string to)
        {
            Step();
            DiskFileSystem.Instance.Rename(from, to);
        }

        public void SyncDirectory(string directory)
        {
            Step();
            DiskFileSystem.Instance.SyncDirectory(directory);
        }

        public void Delete(string path)
        {
            Step();
            DiskFileSystem.Instance.Delete(path);
        }

        private void Step()
        {
            if (++_operations < deadly) return;
            using var process = Process.GetCurrentProcess();
            process.Kill();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
