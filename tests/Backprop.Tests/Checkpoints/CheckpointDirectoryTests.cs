using Backprop.Data;
using Backprop.Numerics;
using Backprop.Tests.Files;
using Backprop.Tests.Files.PowerLoss;

namespace Backprop.Tests.Checkpoints;

/// <summary>A checkpoint that can be seen is complete, and the last good one is never lost.</summary>
public class CheckpointDirectoryTests
{
    private static readonly Dataset Data = SyntheticData.Separable(30);
    private static readonly CheckpointInterval EveryBatch = CheckpointInterval.Batches(1);

    [Fact]
    public void The_newest_are_kept()
    {
        using var directory = new TemporaryDirectory();
        using var store = new CheckpointDirectory(directory["run"]);
        Train(new Checkpointing(store) { Every = CheckpointInterval.Epochs(1), Keep = 2 });
        Assert.Equal(2, store.Generations().Count);
        Assert.Equal(["checkpoint-", "checkpoint-", "lock"], Directory.GetFiles(directory["run"]).Select(file => Path.GetFileName(file).TrimEnd(".safetnor0123456789".ToCharArray())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_second_process_is_refused_until_the_first_lets_go()
    {
        using var directory = new TemporaryDirectory();
        using (new CheckpointDirectory(directory["run"]))
        {
            var exception = Assert.Throws<InvalidInputException>(() => new CheckpointDirectory(directory["run"]));
            Assert.Equal($"{directory["run"]}: another process writes its checkpoints there. Wait until it has ended, or choose another folder.", exception.Message);
        }
        using var again = new CheckpointDirectory(directory["run"]);
        Assert.Empty(again.Generations());
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_removed()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["run"]);
        File.WriteAllText(Path.Combine(directory["run"], ".backprop-0123.tmp"), "half");
        using var store = new CheckpointDirectory(directory["run"]);
        Assert.Equal(["lock"], Directory.GetFiles(directory["run"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Other_files_of_the_folder_are_none_of_its_business()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["run"]);
        foreach (string name in (string[])["checkpoint-.safetensors", "checkpoint-12.safetensors", "checkpoint--00001.safetensors", "checkpoint-000001.txt", "notes"])
            File.WriteAllText(Path.Combine(directory["run"], name), "mine");
        using (var store = new CheckpointDirectory(directory["run"])) Train(new Checkpointing(store) { Every = EveryBatch, Keep = 1 });
        Assert.Equal(5, Directory.GetFiles(directory["run"]).Count(file => File.ReadAllBytes(file) is [(byte)'m', (byte)'i', (byte)'n', (byte)'e']));
    }

    [Theory]
    [InlineData("", "The file name is empty or has a NUL character. Give a path.")]
    [InlineData("file", "is a file, but checkpoints need a folder. Give another name.")]
    public void A_folder_that_cannot_be_is_refused(string name, string message)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["file"], "");
        string path = name.Length == 0 ? "" : directory[name];
        Assert.EndsWith(message, Assert.Throws<InvalidInputException>(() => new CheckpointDirectory(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whichever_operation_meets_a_full_disk_training_goes_on_and_what_was_there_stays()
    {
        string expected = Train(null);
        for (int failing = 1; ; failing++)
        {
            using var directory = new TemporaryDirectory();
            var warnings = new List<string>();
            var files = new FaultyFileSystem(failing, () => new IOException("No space left on device", 28));
            Directory.CreateDirectory(directory["run"]);
            using (var store = new CheckpointDirectory(directory["run"], files))
                Assert.Equal(expected, Train(new Checkpointing(store) { Every = EveryBatch, Warn = warnings.Add }));
            using (var store = new CheckpointDirectory(directory["run"]))
                Assert.Equal(expected, Train(new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny }));
            if (files.Failed is null) break;
            Assert.NotEmpty(warnings);
            string expectedWarning = files.Failed == "delete" ? "An old checkpoint could not be removed: " : "The checkpoint was not written, and training goes on: ";
            Assert.All(warnings, warning => Assert.StartsWith(expectedWarning, warning, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public void So_it_is_in_a_run_of_several_trainings_whose_folders_are_created_on_the_way(int number, bool staysFull)
    {
        var run = SmallRun.OfSeveral(number);
        var failed = new HashSet<string>();
        for (int failing = 1; ; failing++)
        {
            using var directory = new TemporaryDirectory();
            var warnings = new List<string>();
            var files = new FaultyFileSystem(failing, () => new IOException("No space left on device", 28)) { KeepsFailing = staysFull };
            Directory.CreateDirectory(directory["run"]);
            using (var store = new CheckpointDirectory(directory["run"], files))
                Assert.Equal(run.Expected, run.Train(new Checkpointing(store) { Every = EveryBatch, Keep = 1, Warn = warnings.Add }));
            // Once there is room the last training has its checkpoints again.
            string last = number == 0 ? "member-2" : "model";
            if (!staysFull) Assert.True(CheckpointDirectory.HasCheckpoints(Path.Combine(directory["run"], last)));
            using (var store = new CheckpointDirectory(directory["run"]))
                Assert.Equal(run.Expected, run.Train(new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny }));
            if (files.Failed is not { } operation) break;
            failed.Add(operation);
            Assert.NotEmpty(warnings);
            if (operation == "folder") Assert.StartsWith($"The checkpoint was not written, and training goes on: {directory["run"]}", warnings[0], StringComparison.Ordinal);
        }
        Assert.Superset(new HashSet<string> { "folder", "create", "write", "flush", "rename", "sync" }, failed);
    }

    [Fact]
    public void The_names_of_new_folders_are_synced_too()
    {
        using var directory = new TemporaryDirectory();
        var files = new RecordingFileSystem();
        using (new CheckpointDirectory(directory["all/runs/first"], files))
        {
            Assert.Equal(
            [
                (DiskOperationKind.SyncDirectory, Path.GetDirectoryName(directory.ToString())),
                (DiskOperationKind.CreateDirectory, directory["all"]), (DiskOperationKind.SyncDirectory, directory.ToString()),
                (DiskOperationKind.CreateDirectory, directory["all/runs"]), (DiskOperationKind.SyncDirectory, directory["all"]),
                (DiskOperationKind.CreateDirectory, directory["all/runs/first"]), (DiskOperationKind.SyncDirectory, directory["all/runs"]),
            ], files.Log.Select(operation => (operation.Kind, (string?)operation.Path)));
        }
    }

    [Fact]
    public void The_name_of_a_folder_that_is_there_is_synced_before_its_first_checkpoint_and_not_again()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["run"]);
        for (int generation = 1; generation <= 2; generation++)
        {
            var files = new RecordingFileSystem();
            using var store = new CheckpointDirectory(directory["run"], files);
            Assert.Empty(files.Log);
            store.Save(generation, stream => stream.WriteByte(1));
            string[] synced = [.. files.Log.Where(operation => operation.Kind == DiskOperationKind.SyncDirectory).Select(operation => operation.Path)];
            Assert.Equal(generation == 1 ? [directory.ToString(), directory["run"]] : [directory["run"]], synced);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whichever_byte_is_changed_the_generation_before_is_used(int keep)
    {
        using var directory = new TemporaryDirectory();
        using var store = new CheckpointDirectory(directory["run"]);
        string expected = Train(new Checkpointing(store) { Every = EveryBatch, Keep = 2 });
        string newest = Directory.GetFiles(directory["run"], "checkpoint-*").Order(StringComparer.Ordinal).Last();
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[^7] ^= 4;
        File.WriteAllBytes(newest, bytes);
        var warnings = new List<string>();
        Assert.Equal(expected, Train(new Checkpointing(store) { Start = CheckpointStart.Resume, Keep = keep, Warn = warnings.Add }));
        Assert.Contains("the tensor data changed since the file was written", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.False(File.Exists(newest), "A damaged generation must not take the place of a valid one.");
        Assert.Equal(keep, store.Generations().Count);
    }

    [Fact]
    public void Whichever_read_of_the_newest_fails_the_generation_before_is_used()
    {
        for (int failing = 0; ; failing++)
        {
            using var directory = new TemporaryDirectory();
            string expected, newest;
            using (var store = new CheckpointDirectory(directory["run"]))
            {
                expected = Train(new Checkpointing(store) { Every = EveryBatch, Keep = 2 });
                newest = Directory.GetFiles(directory["run"], "checkpoint-*").Order(StringComparer.Ordinal).Last();
            }
            var files = new UnreadableFile(newest, failing);
            var warnings = new List<string>();
            using (var store = new CheckpointDirectory(directory["run"], files))
                Assert.Equal(expected, Train(new Checkpointing(store) { Start = CheckpointStart.Resume, Keep = 1, Warn = warnings.Add }));
            if (!files.HasFailed)
            {
                Assert.True(failing > 2, "Fewer reads than a file has parts.");
                Assert.Empty(warnings);
                break;
            }
            string name = $"{directory["run"]}, checkpoint {long.Parse(Path.GetFileNameWithoutExtension(newest)["checkpoint-".Length..], System.Globalization.CultureInfo.InvariantCulture)}";
            Assert.Equal($"{name}: the storage failed: Input/output error. The checkpoint before it is looked at.", Assert.Single(warnings));
            Assert.False(File.Exists(newest), "It must not take the place of one that can be read.");
        }
    }

    [Fact]
    public void Where_the_storage_fails_for_all_of_them_nothing_is_given_up()
    {
        using var directory = new TemporaryDirectory();
        string expected;
        using (var store = new CheckpointDirectory(directory["run"])) expected = Train(new Checkpointing(store) { Keep = 1 });
        string only = Assert.Single(Directory.GetFiles(directory["run"], "checkpoint-*"));
        using (var store = new CheckpointDirectory(directory["run"], new UnreadableFile(only, 0)))
        {
            var refused = Assert.Throws<InvalidInputException>(() => Train(new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny }));
            Assert.Equal($"{directory["run"]}: none of its 1 checkpoints can be read. Try again when the storage works, or begin a new run in another folder.", refused.Message);
        }
        using (var store = new CheckpointDirectory(directory["run"])) Assert.Equal(expected, Train(new Checkpointing(store) { Start = CheckpointStart.Resume }));
    }

    [Fact]
    public void Every_flipped_bit_and_every_missing_end_of_a_checkpoint_is_noticed_and_the_one_before_is_used()
    {
        var damage = new CheckpointDamage();
        byte[] whole = damage.Newer;
        Assert.InRange(whole.Length, LeastBytes, MostBytes);
        Assert.True(damage.IsUsedWhole());
        for (int length = 0; length < whole.Length; length++) Assert.True(damage.IsNoticed(whole[..length]), $"cut off at {length}");
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            whole[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.True(damage.IsNoticed(whole), $"bit {bit}");
            whole[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    // So that trying every bit takes seconds, and there is something of every part to damage.
    private const int LeastBytes = 3000, MostBytes = 6000;

    [Fact]
    public void A_state_that_is_not_finite_is_not_kept()
    {
        var capture = new StateCapture();
        var matrix = new Matrix(3, 40);
        capture.Pass("before", matrix);
        matrix[2, 39] = float.PositiveInfinity;
        Assert.Equal("x holds a number that is not finite. The checkpoints before are kept.", Assert.Throws<InvalidInputException>(() => capture.Pass("x", matrix)).Message);
        matrix[2, 39] = 0;
        matrix[0, 0] = float.NaN;
        Assert.Throws<InvalidInputException>(() => capture.Pass("x", matrix));
    }

    private static string Train(Checkpointing? checkpoints)
    {
        var network = new Network(2, [new Dense(2, Activation.Softmax)]);
        new Trainer(network, Loss.CrossEntropy, new Sgd(0.1f) { Momentum = 0.9f }, new TrainingOptions { Epochs = 3, BatchSize = 10, Threads = 1, Checkpoints = checkpoints }).Train(Data);
        return network.Sha256();
    }
}
