using System.Globalization;
using Backprop.Long.Running;
using Backprop.Tests.Checkpoints;
using Backprop.Tests.Files.PowerLoss;

namespace Backprop.Long.Tests;

/// <summary>Runs on a disk whose power fails at random moments, up to three times, also while going on after the time before.</summary>
/// <param name="runOf">The run that a number is.</param>
internal sealed class PowerLoss(Func<long, SmallRun> runOf) : ILongTest
{
    private const int MostLosses = 3, MostKept = 3;

    /// <summary>Of trainings of one network, and of models that are replaced.</summary>
    public static PowerLoss OfOne { get; } = new(_ => SmallRun.OneNetwork)
    {
        Name = "power-loss",
        Required = 20_000,
        ReplacesModels = true,
        Proves = "Whenever the power fails, with unsynced writes lost, cut, torn at sectors of 512 bytes or 4 KiB, out of order or replaced by what was on the disk before, and unsynced changes of the folder lost or kept in any combination: every checkpoint that can be seen is complete, none that was safe is missing, and the training ends in the same bits. A model that is replaced is the old one or the new one.",
    };

    /// <summary>Of ensembles and cross-validations, whose trainings have folders of their own.</summary>
    public static PowerLoss OfSeveral { get; } = new(SmallRun.OfSeveral)
    {
        Name = "power-loss-of-several",
        Required = 5_000,
        Proves = "The same of ensembles and of cross-validations, each of whose trainings has its checkpoints in a folder of its own; with the name of a folder that was not synced everything in it is lost.",
    };

    public required string Name { get; init; }

    public required string Proves { get; init; }

    public IReadOnlyList<int> Guarantees => [2, 3, 4, 12];

    public string Unit => "losses of power";

    public required long Required { get; init; }

    private bool ReplacesModels { get; init; }

    public void Run(LongRun run)
    {
        for (long number = 0; run.GoesOn; number++)
        {
            int losses = 0;
            try
            {
                losses = LosePower(runOf(number), run.RandomOf(number), run.Folder);
                if (ReplacesModels && number % 10 == 0) ReplaceModel(run.RandomOf(~number), run.Folder);
            }
            catch (Exception exception) when (exception is InvalidOperationException or InvalidInputException or IOException)
            {
                run.Fail(string.Create(CultureInfo.InvariantCulture, $"training {number} ({runOf(number)}): {exception.Message}"));
            }
            run.Count(Math.Max(1, losses));
        }
    }

    /// <returns>How often the power failed.</returns>
    private static int LosePower(SmallRun run, Random random, string folder)
    {
        var power = new UnreliablePower(run, folder, keep: random.Next(1, MostKept + 1));
        var disk = new Dictionary<string, byte[]>();
        int losses = random.Next(1, MostLosses + 1);
        for (int loss = 0; loss < losses; loss++)
        {
            var log = power.GoOn(disk);
            disk = UnreliablePower.LosePower(disk, log, random.Next(log.Count + 1), new RandomCrash(random));
        }
        power.GoOn(disk);
        return losses;
    }

    private static void ReplaceModel(Random random, string folder)
    {
        string path = Path.Combine(folder, "model.safetensors");
        byte[] old = new byte[random.Next(1, 20_000)], changed = new byte[random.Next(1, 20_000)];
        random.NextBytes(old);
        random.NextBytes(changed);
        File.WriteAllBytes(path, old);
        var files = new RecordingFileSystem();
        Files.AtomicFile.Write(path, stream => stream.Write(changed), files);
        int done = random.Next(files.Log.Count + 1);
        var disk = new SimulatedDisk(new Dictionary<string, byte[]> { [path] = old });
        foreach (var operation in files.Log.Take(done)) disk.Apply(operation);
        byte[] left = disk.LosePower(new RandomCrash(random))[path];
        bool isNew = left.AsSpan().SequenceEqual(changed), isOld = left.AsSpan().SequenceEqual(old);
        if (!isNew && !(isOld && done < files.Log.Count)) throw new InvalidOperationException($"the model is neither the old nor the new one after {done} of {files.Log.Count} operations");
    }
}
