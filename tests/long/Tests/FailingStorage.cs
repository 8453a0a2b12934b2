using Backprop.Long.Running;
using Backprop.Long.Trainings;
using Backprop.Tests.Files;

namespace Backprop.Long.Tests;

/// <summary>The first operation of saving fails, then the second, and so on until none does; once or from then on; while training begins and while it goes on.</summary>
internal sealed class FailingStorage : ILongTest
{
    private static readonly (string Name, Func<Exception> Error, bool WritesHalf)[] Faults =
    [
        ("ENOSPC", () => new IOException("No space left on device", 28), false),
        ("EIO", () => new IOException("Input/output error", 5), false),
        ("EACCES", () => new UnauthorizedAccessException("Access denied"), false),
        ("a short write, then ENOSPC", () => new IOException("No space left on device", 28), true),
        ("a short write, then EIO", () => new IOException("Input/output error", 5), true),
    ];

    public string Name => "failing-storage";

    public string Proves => "Whichever operation of saving a checkpoint fails (create, write, flush, rename, sync, delete), with whichever error, once or from then on, at first or after an interruption: training goes on to the same bits and says that a checkpoint was not written, no checkpoint of before is lost, and the next process goes on from what is there.";

    public IReadOnlyList<int> Guarantees => [2, 3, 12];

    public string Unit => "faults";

    public long Required => 10_000;

    public void Run(LongRun run)
    {
        for (long number = 0; run.GoesOn; number++)
        {
            var plan = new TrainingPlan(run.Seed, number);
            string expected = plan.Train(threads: 1).Sha256;
            foreach (bool goesOn in (bool[])[false, true])
                foreach (bool keepsFailing in (bool[])[false, true])
                    foreach (var fault in Faults)
                        EveryOperation(run, plan, expected, new Scene(goesOn, keepsFailing, fault.Name, fault.Error, fault.WritesHalf));
        }
    }

    private sealed record Scene(bool GoesOn, bool KeepsFailing, string Name, Func<Exception> Error, bool WritesHalf)
    {
        public FaultyFileSystem Files(int failing) => new(failing, Error) { KeepsFailing = KeepsFailing, WritesHalf = WritesHalf };
    }

    private static void EveryOperation(LongRun run, TrainingPlan plan, string expected, Scene scene)
    {
        bool failed = true;
        for (int failing = 1; failed && run.GoesOn; failing++)
            run.Case($"{plan}: {scene.Name} at operation {failing}{(scene.KeepsFailing ? " and from then on" : "")}{(scene.GoesOn ? ", after an interruption" : "")}", () => failed = Fails(run.Folder, plan, expected, scene, failing));
    }

    /// <returns>Whether there was such an operation.</returns>
    private static bool Fails(string folder, TrainingPlan plan, string expected, Scene scene, int failing)
    {
        string run = Path.Combine(folder, "run");
        if (Directory.Exists(run)) Directory.Delete(run, recursive: true);
        Directory.CreateDirectory(run);
        long before = 0;
        if (scene.GoesOn)
        {
            using var store = new CheckpointDirectory(run);
            plan.Train(threads: 1, new Checkpointing(store) { Every = CheckpointInterval.Epochs(1) }, plan.Batches / 2);
            before = store.Generations().DefaultIfEmpty(0).Max();
        }
        var files = scene.Files(failing);
        int warnings = 0;
        using (var store = new CheckpointDirectory(run, files))
            Same(expected, plan.Train(threads: 1, new Checkpointing(store) { Every = CheckpointInterval.Epochs(1), Start = CheckpointStart.ResumeIfAny, Warn = _ => Interlocked.Increment(ref warnings) }).Sha256);
        if (files.Failed is not null && warnings == 0) throw new InvalidOperationException($"a failed {files.Failed} was not reported");
        GoOn(run, plan, expected, before);
        return files.Failed is not null;
    }

    private static void GoOn(string run, TrainingPlan plan, string expected, long before)
    {
        using var store = new CheckpointDirectory(run);
        if (Directory.GetFiles(run, ".backprop-*").Length > 0) throw new InvalidOperationException("a temporary file was left");
        if (store.Generations().DefaultIfEmpty(0).Max() < before) throw new InvalidOperationException("a checkpoint of before was lost");
        string? warning = null;
        Same(expected, plan.Train(threads: 1, new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny, Warn = text => warning = text }).Sha256);
        if (warning is not null) throw new InvalidOperationException($"what can be seen is not complete: {warning}");
    }

    private static void Same(string expected, string found)
    {
        if (found != expected) throw new InvalidOperationException($"other bits: {found}, not {expected}");
    }
}
