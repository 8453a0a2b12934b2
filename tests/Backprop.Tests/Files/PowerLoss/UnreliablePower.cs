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
    public IReadOnlyList<DiskOperation> GoOn(IReadOnlyDictionary<string, byte[]> disk)
    {
        if (Directory.Exists(_run)) Directory.Delete(_run, recursive: true);
        Directory.CreateDirectory(_run);
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
    /// <returns>What is there when the power is back.</returns>
    /// <exception cref="InvalidOperationException">A generation that was said to be safe is not there.</exception>
    public static Dictionary<string, byte[]> LosePower(IReadOnlyDictionary<string, byte[]> disk, IReadOnlyList<DiskOperation> log, int done, ICrashChoices choices)
    {
        var simulated = new SimulatedDisk(disk);
        foreach (var operation in log.Take(done)) simulated.Apply(operation);
        var left = simulated.LosePower(choices);
        var kept = Newest(left.Keys);
        foreach (var (part, safe) in Newest(disk.Keys.Concat(Safe(log, done))))
            if (kept.GetValueOrDefault(part) is var newest && newest < safe)
                throw new InvalidOperationException($"after operation {done} checkpoint {safe} was safe in {part}, and {newest} is the newest that is left");
        return left;
    }

    /// <summary>
    /// The generations whose saving had returned: something other than the sync of its folder was asked for behind its rename, or nothing at all any more.
    /// </summary>
    private static IEnumerable<string> Safe(IReadOnlyList<DiskOperation> log, int done)
    {
        for (int rename = 0; rename < done; rename++)
        {
            if (log[rename].Kind != DiskOperationKind.Rename) continue;
            int next = rename + 1;
            while (next < log.Count && log[next].Kind == DiskOperationKind.SyncDirectory) next++;
            if (next <= done) yield return log[rename].To;
        }
    }

    /// <summary>The newest generation of each folder.</summary>
    private static Dictionary<string, long> Newest(IEnumerable<string> paths) =>
        paths.Where(path => Path.GetFileName(path).StartsWith(Prefix, StringComparison.Ordinal)).GroupBy(path => Path.GetDirectoryName(path)!)
            .ToDictionary(part => part.Key, part => part.Max(path => long.Parse(Path.GetFileNameWithoutExtension(path)[Prefix.Length..], System.Globalization.CultureInfo.InvariantCulture)));
}
