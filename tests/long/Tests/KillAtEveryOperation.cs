using System.Diagnostics;
using System.Globalization;
using Backprop.Cli.Tests.Processes;
using Backprop.Files;
using Backprop.Long.Running;
using Backprop.Long.Trainings;
using Backprop.Tests.Checkpoints;

namespace Backprop.Long.Tests;

/// <summary>Processes that are killed just before an operation of saving: the first, the second, and so on; and the next ones too, while they go on.</summary>
/// <param name="runOf">The run that a seed and a number are.</param>
internal sealed class KillAtEveryOperation(Func<int, long, SmallRun> runOf) : ILongTest
{
    public const string ChildTask = "kill-at";

    private readonly Func<int, long, SmallRun> _runOf = runOf;

    /// <summary>Of trainings of one network.</summary>
    public static KillAtEveryOperation OfOne { get; } = new((seed, number) =>
    {
        var plan = new TrainingPlan(seed, number);
        return new SmallRun(plan.ToString(), checkpoints => plan.Train(threads: 1, checkpoints).Sha256);
    })
    {
        Name = "kill-phases",
        Required = 1000,
        Proves = "A training is killed by SIGKILL at each phase of a save in turn (before it creates, flushes, renames, syncs or deletes): what can be seen is complete, no checkpoint that was safe is lost, and gone on with, it ends in the same bits.",
    };

    /// <summary>Of ensembles and cross-validations, whose trainings have folders of their own.</summary>
    public static KillAtEveryOperation OfSeveral { get; } = new((_, number) => SmallRun.OfSeveral(number))
    {
        Name = "kill-phases-of-several",
        Required = 300,
        Proves = "The same of ensembles and of cross-validations, each of whose trainings has its checkpoints in a folder of its own, also before such a folder is created or synced.",
    };

    public required string Name { get; init; }

    public required string Proves { get; init; }

    public IReadOnlyList<int> Guarantees => [2, 3, 12];

    public string Unit => "kills";

    public required long Required { get; init; }

    public void Run(LongRun run)
    {
        for (long number = 0; run.GoesOn; number++)
        {
            var training = _runOf(run.Seed, number);
            bool killed = true;
            for (int operation = 1; killed && run.GoesOn; operation++)
                run.Case($"{training}: killed at operation {operation}", () => killed = Kill(Path.Combine(run.Folder, "run"), training, [$"{run.Seed}", $"{number}", $"{operation}"]));
        }
    }

    /// <summary>Trains in a folder, tells of each checkpoint that is safe, and is killed at an operation.</summary>
    public static void RunChild(string[] words)
    {
        var test = words[1] == OfOne.Name ? OfOne : OfSeveral;
        using var store = new CheckpointDirectory(words[0], new DeadlyFileSystem(Number(words[4])));
        var training = test._runOf(Number(words[2]), Number(words[3]));
        training.Train(new Checkpointing(new TellingStore(store, "")) { Every = CheckpointInterval.Epochs(1), Start = CheckpointStart.ResumeIfAny, Keep = 1 });
    }

    /// <returns>Whether the training had that many operations.</returns>
    private bool Kill(string folder, SmallRun training, string[] words)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var ended = CommandProcess.Run(ChildProcess.Of(ChildTask, [folder, Name, .. words]), _ => { });
        if (ended.ExitCode is not (0 or CommandProcess.Killed)) throw new InvalidOperationException($"exit code {ended.ExitCode}: {ended.Error}");
        string? warning = null;
        using var store = new CheckpointDirectory(folder);
        foreach (string told in ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) RequireSafe(store, told);
        string found = training.Train(new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny, Warn = text => warning = text });
        if (found != training.Expected) throw new InvalidOperationException($"{found}, not {training.Expected}");
        if (warning is not null) throw new InvalidOperationException($"what can be seen is not complete: {warning}");
        return ended.ExitCode == CommandProcess.Killed;
    }

    /// <summary>A generation that was told of is there, or a newer one.</summary>
    private static void RequireSafe(CheckpointDirectory store, string told)
    {
        string[] words = told.Split(' ');
        var part = words.Length == 1 ? store : store.Part(words[0]);
        long newest = part.Generations().DefaultIfEmpty(0).Max();
        if (newest < Number(words[^1])) throw new InvalidOperationException($"checkpoint {told} was safe, and {newest} is the newest that is left");
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    /// <summary>Prints the part and the number of each generation whose saving has returned.</summary>
    private sealed class TellingStore(ICheckpointStore inner, string part) : ICheckpointStore
    {
        public string Name => inner.Name;

        public IReadOnlyList<long> Generations() => inner.Generations();

        public void Save(long generation, Action<Stream> write)
        {
            inner.Save(generation, write);
            Console.Out.WriteLine(FormattableString.Invariant($"{part} {generation}").TrimStart());
        }

        public Stream Open(long generation) => inner.Open(generation);

        public void Delete(long generation) => inner.Delete(generation);

        public ICheckpointStore Part(string name) => new TellingStore(inner.Part(name), name);
    }

    /// <summary>The real one, which kills its process before an operation that changes it, from 1 on.</summary>
    private sealed class DeadlyFileSystem(int deadly) : IFileSystem
    {
        private int _operations;

        public void CreateDirectory(string path)
        {
            Step();
            DiskFileSystem.Instance.CreateDirectory(path);
        }

        public Stream OpenRead(string path) => DiskFileSystem.Instance.OpenRead(path);

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
