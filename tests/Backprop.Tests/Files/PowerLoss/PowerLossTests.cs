using Backprop.Files;
using Backprop.Tests.Checkpoints;

namespace Backprop.Tests.Files.PowerLoss;

/// <summary>Whenever the power fails, and whatever of the unsynced the disk has kept by then: the last safe state is there, whole.</summary>
public class PowerLossTests
{
    private static readonly Dictionary<string, byte[]> Empty = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_training_goes_on_from_its_last_safe_checkpoint(int keep) => Assert.InRange(LosePowerEverywhere(SmallRun.OneNetwork, keep, null), LeastStates, int.MaxValue);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_run_of_several_trainings_goes_on_from_the_last_safe_checkpoint_of_each(int number) =>
        Assert.InRange(LosePowerEverywhere(SmallRun.OfSeveral(number), 1, null), LeastStates, int.MaxValue);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_is_safe_after_a_kill_is_safe_from_a_loss_of_power_too(int number)
    {
        using var directory = new TemporaryDirectory();
        var power = new UnreliablePower(SmallRun.OfSeveral(number), directory.ToString(), 1);
        var first = power.GoOn(Empty);
        for (int killed = 0; killed < first.Count; killed++)
        {
            IReadOnlyList<DiskOperation> log = [.. first.Take(killed), .. power.GoOnAfterKill([.. first.Take(killed)])];
            for (int done = killed; done <= log.Count; done++) UnreliablePower.LosePower(Empty, log, done, ExtremeCrash.KeepingNothing, killed);
        }
    }

    [Theory]
    [InlineData(nameof(DiskOperationKind.Flush))]
    [InlineData(nameof(DiskOperationKind.SyncDirectory))]
    public void A_disk_that_does_not_flush_is_noticed(string deaf) =>
        Assert.True(Record.Exception(() => LosePowerEverywhere(SmallRun.OneNetwork, 1, Enum.Parse<DiskOperationKind>(deaf))) is InvalidOperationException or InvalidInputException, "Nothing was noticed.");

    [Fact]
    public void A_folder_whose_name_is_not_synced_is_lost_with_what_is_in_it()
    {
        string folder = Path.Combine(Path.GetTempPath(), "run", "member-1"), file = Path.Combine(folder, "checkpoint-000001.safetensors");
        var disk = new SimulatedDisk(Empty);
        foreach (var (kind, path) in ((DiskOperationKind, string)[])
            [(DiskOperationKind.CreateDirectory, folder), (DiskOperationKind.Create, file), (DiskOperationKind.Flush, file), (DiskOperationKind.SyncDirectory, folder)])
            disk.Apply(new DiskOperation(kind, path, "", []));
        var choices = new EveryCrash(512);
        var left = new List<int>();
        do left.Add(disk.LosePower(choices).Count);
        while (choices.Advance());
        Assert.Equal([0, 1], left.Order());
        disk.Apply(new DiskOperation(DiskOperationKind.SyncDirectory, Path.GetDirectoryName(folder)!, "", []));
        Assert.Equal([file], disk.LosePower(new EveryCrash(512)).Keys);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(4096)]
    public void A_model_is_the_old_one_or_the_new_one(int sector)
    {
        using var directory = new TemporaryDirectory();
        string path = directory["model.safetensors"];
        byte[] old = new byte[9000], changed = new byte[10_000];
        Random.Shared.NextBytes(old);
        Random.Shared.NextBytes(changed);
        File.WriteAllBytes(path, old);
        var files = new RecordingFileSystem();
        AtomicFile.Write(path, stream =>
        {
            stream.Write(changed.AsSpan(0, 5000));
            stream.Write(changed.AsSpan(5000));
        }, files);
        for (int done = 0; done <= files.Log.Count; done++)
        {
            var choices = new EveryCrash(sector);
            do
            {
                var disk = new SimulatedDisk(new Dictionary<string, byte[]> { [path] = old });
                foreach (var operation in files.Log.Take(done)) disk.Apply(operation);
                byte[] left = disk.LosePower(choices)[path];
                Assert.True(left.AsSpan().SequenceEqual(changed) || (done < files.Log.Count && left.AsSpan().SequenceEqual(old)), $"A mixture after {done} operations.");
            }
            while (choices.Advance());
        }
    }

    // Two saves at least, the first and the last; how many there are between depends on how fast the disk is. Each has some twenty states.
    private const int LeastStates = 40;

    /// <returns>How many different states of the disk were gone on from.</returns>
    private static int LosePowerEverywhere(SmallRun run, int keep, DiskOperationKind? deaf)
    {
        using var directory = new TemporaryDirectory();
        var power = new UnreliablePower(run, directory.ToString(), keep, deaf);
        var log = power.GoOn(Empty);
        var states = new HashSet<string>();
        for (int done = 0; done <= log.Count; done++)
        {
            var choices = new EveryCrash(512);
            do
            {
                var left = UnreliablePower.LosePower(Empty, log, done, choices);
                if (states.Add(Fingerprint(left))) power.GoOn(left);
            }
            while (choices.Advance());
        }
        return states.Count;
    }

    private static string Fingerprint(Dictionary<string, byte[]> disk) =>
        string.Join(' ', disk.Select(file => $"{file.Key}:{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file.Value))}"));
}
