using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Checkpoints;

/// <summary>An ensemble that goes on from any batch of any member ends in the file of one that was never interrupted.</summary>
public class EnsembleResumeTests
{
    private const int Members = 3, Epochs = 2, BatchesOfEpoch = 5, BatchesOfMember = Epochs * BatchesOfEpoch, Batches = Members * BatchesOfMember;

    private static readonly Dataset Data = BuiltInDatasets.Load("iris");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void From_every_batch_of_every_member_it_ends_in_the_same_file(bool isKilled)
    {
        byte[] expected = FileOf(Train(null, out _).Model);
        for (int batch = 1; batch <= Batches; batch++)
        {
            var store = new MemoryStore();
            var first = new Stopper(batch, throws: isKilled);
            if (isKilled) Assert.Throws<Killed>(() => Train(Every(store), out _, stopper: first));
            else Train(Every(store), out _, stopper: first);
            var resumed = Train(Every(store) with { Start = CheckpointStart.Resume }, out int trained, threads: 1 + batch % 3);
            Assert.Equal(expected, FileOf(resumed.Model));
            // What a killed process had not yet written is trained again, and nothing else is.
            if (isKilled) Assert.InRange(trained, Batches - batch, Batches - (batch - 1) / BatchesOfMember * BatchesOfMember);
            else Assert.Equal(Batches - batch, trained);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(14)]
    [InlineData(Batches)]
    public void More_epochs_go_on_in_members_that_were_finished_too(int batch)
    {
        var store = new MemoryStore();
        Train(Every(store), out _, stopper: new Stopper(batch, throws: false));
        var resumed = Train(Every(store) with { Start = CheckpointStart.Resume }, out int trained, epochs: Epochs + 2);
        Assert.Equal(FileOf(Train(null, out int all, epochs: Epochs + 2).Model), FileOf(resumed.Model));
        Assert.Equal(all - batch, trained);
    }

    [Fact]
    public void More_members_may_be_asked_for()
    {
        var store = new MemoryStore();
        Train(Every(store), out _, members: 2);
        var resumed = Train(Every(store) with { Start = CheckpointStart.Resume }, out int trained);
        Assert.Equal(FileOf(Train(null, out _).Model), FileOf(resumed.Model));
        Assert.Equal(BatchesOfMember, trained);
    }

    [Fact]
    public void A_damaged_checkpoint_of_a_member_costs_the_batches_since_the_one_before()
    {
        var store = new MemoryStore();
        var every = new Checkpointing(store) { Every = CheckpointInterval.Epochs(1) };
        Train(every, out _, stopper: new Stopper(2 * BatchesOfMember, throws: false));
        store.PartOf("member-2").DamageNewest();
        var warnings = new List<string>();
        var resumed = Train(every with { Start = CheckpointStart.Resume, Warn = warnings.Add }, out int trained);
        Assert.Equal(FileOf(Train(null, out _).Model), FileOf(resumed.Model));
        Assert.Equal((1 + Epochs) * BatchesOfEpoch, trained);
        Assert.StartsWith("memory/member-2, checkpoint 2: ", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, Batches)]
    [InlineData(2, Batches)]
    [InlineData(3, Batches)]
    [InlineData(1, 14)]
    [InlineData(2, 14)]
    public void A_member_of_which_all_checkpoints_are_damaged_begins_anew_and_the_others_go_on(int damaged, int stoppedAfter)
    {
        var store = new MemoryStore();
        var every = Every(store) with { Keep = 2 };
        Train(every, out _, stopper: new Stopper(stoppedAfter, throws: false));
        var part = store.PartOf($"member-{damaged}");
        part.ChangeAll(Flipped);
        var useless = part.Generations();
        var warnings = new List<string>();
        var resumed = Train(every with { Start = CheckpointStart.Resume, Warn = warnings.Add }, out int trained);
        Assert.Equal(FileOf(Train(null, out _).Model), FileOf(resumed.Model));
        Assert.Equal(Batches - stoppedAfter + Math.Min(BatchesOfMember, stoppedAfter - (damaged - 1) * BatchesOfMember), trained);
        Assert.Equal(3, warnings.Count);
        Assert.StartsWith($"memory/member-{damaged}, checkpoint {useless[1]}: ", warnings[0], StringComparison.Ordinal);
        Assert.EndsWith(" The checkpoint before it is looked at.", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith($"memory/member-{damaged}, checkpoint {useless[0]}: ", warnings[1], StringComparison.Ordinal);
        Assert.Equal($"memory/member-{damaged}: none of its 2 checkpoints can be read. This training of the run begins anew, and ends in the same bits; the others go on from theirs.", warnings[2]);
        Assert.Equal(2, part.Generations().Count);
        Assert.Empty(part.Generations().Intersect(useless));
    }

    [Fact]
    public void What_another_program_may_still_read_is_not_begun_anew()
    {
        byte[] model = FileOf(Train(null, out _).Model);
        NothingIsTrained(part => part.ChangeAll(_ => model), "memory/member-2: none of its 2 checkpoints can be read. Begin a new run in another folder.");
    }

    [Fact]
    public void What_the_storage_may_give_back_is_not_begun_anew() => NothingIsTrained(
        part => part.IsUnreadable = true, "memory/member-2: none of its 2 checkpoints can be read. Try again when the storage works, or begin a new run in another folder.");

    private static void NothingIsTrained(Action<MemoryStore> change, string message)
    {
        var store = new MemoryStore();
        var every = Every(store) with { Keep = 2 };
        Train(every, out _);
        var part = store.PartOf("member-2");
        change(part);
        var stopper = new Stopper(int.MaxValue, throws: false);
        Refused(() => Train(every with { Start = CheckpointStart.Resume }, out _, stopper: stopper), message);
        Assert.Equal(0, stopper.Batches);
        Assert.Equal(2, part.Generations().Count);
    }

    [Fact]
    public void Members_that_are_finished_are_not_written_again()
    {
        var store = new MemoryStore();
        Train(Every(store), out _);
        int saved = store.PartOf("member-1").Saved.Count;
        Train(Every(store) with { Start = CheckpointStart.Resume }, out _);
        Assert.Equal(saved, store.PartOf("member-1").Saved.Count);
    }

    [Fact]
    public void Each_member_keeps_its_newest()
    {
        using var directory = new TemporaryDirectory();
        using (var store = new CheckpointDirectory(directory["run"])) Train(new Checkpointing(store) { Every = CheckpointInterval.Batches(1), Keep = 2 }, out _);
        foreach (string part in (string[])["member-1", "member-2", "member-3"])
            Assert.Equal(2, Directory.GetFiles(Path.Combine(directory["run"], part), "checkpoint-*").Length);
        Assert.False(CheckpointDirectory.HasCheckpoints(directory["run"]));
    }

    [Fact]
    public void Weights_of_classes_count_once_in_every_member()
    {
        var options = new ModelOptions { Hidden = [4], ClassWeights = ClassWeights.Parse("setosa=5"), Training = new TrainingOptions { Epochs = 1 } };
        var ensemble = new EnsembleTraining(new ModelTraining(Data, options), 2);
        while (ensemble.Done < 2) ensemble.RunNext();
        var parts = Data.Split(0.1, 0, ModelTraining.ValidationStream);
        var alone = new ModelTraining(new TrainingParts(parts.Rest, parts.Part), options with { Training = options.Training with { Seed = 1 } });
        alone.Run();
        Assert.Equal(alone.Network.Sha256(), ensemble.Model.Members[1].Sha256());
    }

    [Fact]
    public void Other_options_are_refused_at_the_first_member()
    {
        var store = new MemoryStore();
        Train(Every(store), out _, stopper: new Stopper(14, throws: false));
        var other = Assert.Throws<InvalidInputException>(() => Train(Every(store) with { Start = CheckpointStart.Resume }, out int _, rate: 0.3f));
        Assert.StartsWith("memory/member-1, checkpoint ", other.Message, StringComparison.Ordinal);
        Assert.Contains(": this is not the run that was interrupted: learningRate was 0.1", other.Message, StringComparison.Ordinal);
        Refused(() => Train(Every(store), out _), "memory/member-1: holds the checkpoints of a run.");
        Refused(() => Train(Every(new MemoryStore()) with { Start = CheckpointStart.Resume }, out _), "memory/member-1: has no checkpoint to go on from.");
        Refused(() => Train(Every(store) with { Start = CheckpointStart.NewRunFromParameters }, out _), "memory: a run of several trainings cannot begin from parameters");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Other_options_are_refused_before_a_member_whose_checkpoints_are_damaged_is_trained_anew(int left)
    {
        var store = new MemoryStore();
        Train(Every(store), out _);
        foreach (int damaged in Enumerable.Range(1, Members).Where(member => member != left)) store.PartOf($"member-{damaged}").ChangeAll(Flipped);
        var stopper = new Stopper(int.MaxValue, throws: false);
        var other = Assert.Throws<InvalidInputException>(() => Train(Every(store) with { Start = CheckpointStart.Resume }, out _, rate: 0.3f, stopper: stopper));
        Assert.StartsWith($"memory/member-{left}, checkpoint ", other.Message, StringComparison.Ordinal);
        Assert.Contains(": this is not the run that was interrupted: learningRate was 0.1", other.Message, StringComparison.Ordinal);
        Assert.Equal(0, stopper.Batches);
    }

    [Fact]
    public void A_new_run_is_refused_before_it_trains_where_a_later_member_has_checkpoints()
    {
        var store = new MemoryStore();
        Train(Every(store), out _);
        foreach (long generation in store.PartOf("member-1").Generations()) store.PartOf("member-1").Delete(generation);
        var stopper = new Stopper(int.MaxValue, throws: false);
        Refused(() => Train(Every(store), out _, stopper: stopper), "memory/member-2: holds the checkpoints of a run.");
        Assert.Equal(0, stopper.Batches);
    }

    [Fact]
    public void A_place_for_one_training_is_refused_for_several()
    {
        Refused(() => Train(new Checkpointing(new SingleStore()), out _), "single: has room for the checkpoints of one training, and this run has several.");
        Assert.Equal(Train(null, out _, members: 1).Model.Sha256(), Train(new Checkpointing(new SingleStore()), out _, members: 1).Model.Sha256());
    }

    private static byte[] Flipped(byte[] file)
    {
        file[^7] ^= 4;
        return file;
    }

    private static Checkpointing Every(ICheckpointStore store) => new(store) { Every = CheckpointInterval.Batches(1) };

    private static EnsembleTraining Train(
        Checkpointing? checkpoints, out int trained, int members = Members, int epochs = Epochs, int threads = 2, float rate = 0.1f, Stopper? stopper = null)
    {
        stopper ??= new Stopper(int.MaxValue, throws: false);
        var first = new ModelTraining(Data, new ModelOptions
        {
            Hidden = [6],
            Dropout = 0.2f,
            Optimizer = new Adam(rate),
            Training = new TrainingOptions { Epochs = epochs, BatchSize = 30, Threads = threads, Patience = null, Callbacks = [stopper], Checkpoints = checkpoints },
        });
        var ensemble = new EnsembleTraining(first, members);
        while (ensemble.Done < members && !stopper.Cancellation.IsCancellationRequested) ensemble.RunNext(cancellation: stopper.Cancellation.Token);
        trained = stopper.Batches;
        return ensemble;
    }

    private static byte[] FileOf(Model model)
    {
        using var directory = new TemporaryDirectory();
        model.Save(directory["model"]);
        return File.ReadAllBytes(directory["model"]);
    }

    private static void Refused(Action action, string message) => Assert.StartsWith(message, Assert.Throws<InvalidInputException>(action).Message, StringComparison.Ordinal);

    /// <summary>Counts batches, and ends everything after so many: as a signal does, or as a crash does.</summary>
    private sealed class Stopper(int last, bool throws) : TrainingCallback
    {
        public int Batches { get; private set; }

        public CancellationTokenSource Cancellation { get; } = new();

        public override void AfterBatch(in BatchReport batch)
        {
            if (++Batches != last) return;
            if (throws) throw new Killed();
            Cancellation.Cancel();
        }
    }

    private sealed class Killed : Exception;

    private sealed class SingleStore : ICheckpointStore
    {
        private readonly MemoryStore _store = new();

        public string Name => "single";

        public IReadOnlyList<long> Generations() => _store.Generations();

        public void Save(long generation, Action<Stream> write) => _store.Save(generation, write);

        public Stream Open(long generation) => _store.Open(generation);

        public void Delete(long generation) => _store.Delete(generation);
    }
}
