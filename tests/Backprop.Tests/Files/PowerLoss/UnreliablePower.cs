using Backprop.Data;

namespace Backprop.Tests.Files.PowerLoss;

/// <summary>A small training with checkpoints, on a disk whose power fails.</summary>
/// <param name="folder">Where disks are made; it may hold others.</param>
/// <param name="keep">How many checkpoints are kept.</param>
/// <param name="deaf">What the file system takes for done without doing it; null for nothing.</param>
internal sealed class UnreliablePower(string folder, int keep, DiskOperationKind? deaf = null)
{
    private static readonly Dataset Data = SyntheticData.Separable(40);

    private readonly string _run = Path.Combine(folder, "run");

    /// <summary>The fingerprint of the training that is not interrupted.</summary>
    public static string Expected { get; } = Train(null);

    /// <summary>Goes on from what is on a disk to the end of the training.</summary>
    /// <param name="disk">The disk: paths and contents.</param>
    /// <returns>What was asked of the disk on the way.</returns>
    /// <exception cref="InvalidOperationException">It cannot go on, found damage, or ended in other bits.</exception>
    public IReadOnlyList<DiskOperation> GoOn(IReadOnlyDictionary<string, byte[]> disk)
    {
        if (Directory.Exists(_run)) Directory.Delete(_run, recursive: true);
        Directory.CreateDirectory(_run);
        foreach (var (path, content) in disk) File.WriteAllBytes(path, content);
        var files = new RecordingFileSystem(deaf);
        var warnings = new List<string>();
        using (var store = new CheckpointDirectory(_run, files))
        {
            string found = Train(new Checkpointing(store) { Every = CheckpointInterval.Batches(1), Keep = keep, Start = CheckpointStart.ResumeIfAny, Warn = warnings.Add });
            if (found != Expected) throw new InvalidOperationException($"another network: {found}, not {Expected}");
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
        long safe = Math.Max(Newest(disk.Keys), NewestSafe(log, done)), newest = Newest(left.Keys);
        return newest >= safe ? left : throw new InvalidOperationException($"after operation {done} checkpoint {safe} was safe, and {newest} is the newest that is left");
    }

    /// <summary>
    /// The newest generation whose saving had returned: something other than the sync of its folder was asked for behind its rename, or nothing at all any more.
    /// </summary>
    private static long NewestSafe(IReadOnlyList<DiskOperation> log, int done)
    {
        long safe = 0;
        for (int rename = 0; rename < done; rename++)
        {
            if (log[rename].Kind != DiskOperationKind.Rename) continue;
            int next = rename + 1;
            while (next < log.Count && log[next].Kind == DiskOperationKind.SyncDirectory) next++;
            if (next <= done) safe = Newest([log[rename].To]);
        }
        return safe;
    }

    private static long Newest(IEnumerable<string> paths) =>
        paths.Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name.StartsWith("checkpoint-", StringComparison.Ordinal))
            .Select(name => long.Parse(name["checkpoint-".Length..], System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();

    private static string Train(Checkpointing? checkpoints)
    {
        var network = new Network(2, [new Dense(2, Activation.Softmax)]);
        new Trainer(network, Loss.CrossEntropy, new Adam(), new TrainingOptions { Epochs = 4, BatchSize = 20, Threads = 1, Checkpoints = checkpoints }).Train(Data);
        return network.Sha256();
    }
}
