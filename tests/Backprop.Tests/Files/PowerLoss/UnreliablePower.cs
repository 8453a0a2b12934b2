using Backprop.Tests.Checkpoints;

namespace Backprop.Tests.Files.PowerLoss;

/// <summary>A small run with checkpoints, on a disk whose power fails.</summary>
/// <param name="run">The run.</param>
/// <param name="folder">Where disks are made; it may hold others.</param>
/// <param name="keep">How many checkpoints are kept.</param>
/// <param name="deaf">What the file system takes for done without doing it; null for nothing.</param>
internal sealed class UnreliablePower(SmallRun run, string folder, int keep, DiskOperationKind? deaf = null)
{
    private const string Prefix = "checkpoint-";

    private readonly string _run = Path.Combine(folder, "run");

    /// <summary>Goes on from what is on a disk to the end of the run.</summary>
    /// <param name="disk">The disk: paths and contents.</param>
    /// <returns>What was asked of the disk on the way.</returns>
    /// <exception cref="InvalidOperationException">It cannot go on, found damage, or ended in other bits.</exception>
    public IReadOnlyList<DiskOperation> GoOn(IReadOnlyDictionary<string, byte[]> disk) => GoOn(disk, []);

    /// <summary>Goes on where the process was killed: everything that it had asked for can be seen, synced or not.</summary>
    /// <param name="log">What it had asked for, on a disk that was empty.</param>
    /// <returns>What was asked of the disk on the way.</returns>
    /// <exception cref="InvalidOperationException">It cannot go on, found damage, or ended in other bits.</exception>
    public IReadOnlyList<DiskOperation> GoOnAfterKill(IReadOnlyList<DiskOperation> log)
    {
        var disk = new SimulatedDisk(new Dictionary<string, byte[]>());
        foreach (var operation in log) disk.Apply(operation);
        return GoOn(disk.LosePower(ExtremeCrash.KeepingAll), log.Where(operation => operation.Kind == DiskOperationKind.CreateDirectory).Select(operation => operation.Path));
    }

    private IReadOnlyList<DiskOperation> GoOn(IReadOnlyDictionary<string, byte[]> disk, IEnumerable<string> folders)
    {
        if (Directory.Exists(_run)) Directory.Delete(_run, recursive: true);
        Directory.CreateDirectory(_run);
        foreach (string name in folders) Directory.CreateDirectory(name);
        foreach (var (path, content) in disk)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, content);
        }
        var files = new RecordingFileSystem(deaf);
        var warnings = new List<string>();
        using (var store = new CheckpointDirectory(_run, files))
        {
            string found = run.Train(new Checkpointing(store) { Every = CheckpointInterval.Batches(1), Keep = keep, Start = CheckpointStart.ResumeIfAny, Warn = warnings.Add });
            if (found != run.Expected) throw new InvalidOperationException($"another network: {found}, not {run.Expected}");
        }
        if (warnings.Count > 0) throw new InvalidOperationException($"what can be seen is not complete: {warnings[0]}");
        return files.Log;
    }

    /// <summary>The power fails after some of the operations.</summary>
    /// <param name="disk">What was there before them.</param>
    /// <param name="log">The operations of a training.</param>
    /// <param name="done">How many of them were asked for.</param>
    /// <param name="choices">What becomes of those that are not safe.</param>
    /// <param name="killed">How many of them a process had asked for when it was killed, and another one went on; 0 (the default) for none.</param>
    /// <returns>What is there when the power is back.</returns>
    /// <exception cref="InvalidOperationException">A generation that was said to be safe is not there.</exception>
    public static Dictionary<string, byte[]> LosePower(IReadOnlyDictionary<string, byte[]> disk, IReadOnlyList<DiskOperation> log, int done, ICrashChoices choices, int killed = 0)
    {
        var simulated = new SimulatedDisk(disk);
        foreach (var operation in log.Take(done)) simulated.Apply(operation);
        var left = simulated.LosePower(choices);
        var kept = Newest(left.Keys);
        foreach (var (part, safe) in Newest(disk.Keys.Concat(Safe(log, done, killed))))
            if (kept.GetValueOrDefault(part) is var newest && newest < safe)
                throw new InvalidOperationException($"after operation {done} checkpoint {safe} was safe in {part}, and {newest} is the newest that is left");
        return left;
    }

    /// <summary>
    /// The generations whose saving had returned: something other than the sync of its folder was asked for behind its rename, or nothing at all any more.
    /// </summary>
    private static IEnumerable<string> Safe(IReadOnlyList<DiskOperation> log, int done, int killed)
    {
        for (int rename = 0; rename < done; rename++)
        {
            if (log[rename].Kind != DiskOperationKind.Rename) continue;
            int next = rename + 1;
            while (next < log.Count && log[next].Kind == DiskOperationKind.SyncDirectory) next++;
            // What another process asks for says nothing of one that was killed.
            if (next <= done && (rename >= killed || next < killed)) yield return log[rename].To;
        }
    }

    /// <summary>The newest generation of each folder.</summary>
    private static Dictionary<string, long> Newest(IEnumerable<string> paths) =>
        paths.Where(path => Path.GetFileName(path).StartsWith(Prefix, StringComparison.Ordinal)).GroupBy(path => Path.GetDirectoryName(path)!)
            .ToDictionary(part => part.Key, part => part.Max(path => long.Parse(Path.GetFileNameWithoutExtension(path)[Prefix.Length..], System.Globalization.CultureInfo.InvariantCulture)));
}
