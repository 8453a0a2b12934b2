using Backprop.Data;
using Backprop.Files;

namespace Backprop.Tests.Checkpoints;

/// <summary>A run is gone on with as the run that it was, or not at all, and no run is overwritten by another.</summary>
public class RefusalTests
{
    private static readonly Dataset Data = SyntheticData.Separable(20);

    [Fact]
    public void A_new_run_does_not_begin_where_another_one_has_its_checkpoints()
    {
        var store = Trained();
        Refused(() => Train(new Checkpointing(store)), "memory: holds the checkpoints of a run. Resume that one, or choose another folder.");
        Assert.Single(store.Saved);
    }

    [Fact]
    public void Nothing_can_be_resumed_where_there_is_nothing() =>
        Refused(() => Train(new Checkpointing(new MemoryStore()) { Start = CheckpointStart.Resume }), "memory: has no checkpoint to go on from. Check the name, or begin a run that writes its checkpoints there, as where one was stopped before its first.");

    [Fact]
    public void A_job_that_resumes_if_it_can_begins_where_there_is_nothing()
    {
        var store = new MemoryStore();
        Assert.Equal(Train(null), Train(new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny }));
        Assert.Equal(Train(null), Train(new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny }));
    }

    [Theory]
    [InlineData("batchSize was 10 and is 5", 5, 0UL, 0.1f, 20)]
    [InlineData("seed was 0 and is 1", 10, 1UL, 0.1f, 20)]
    [InlineData("learningRate was 0.1", 10, 0UL, 0.2f, 20)]
    [InlineData("training data was 20 rows of 2 features", 10, 0UL, 0.1f, 21)]
    public void A_run_with_other_data_or_options_is_refused_with_both_values(string change, int batchSize, ulong seed, float rate, int points)
    {
        var store = Trained();
        var exception = Assert.Throws<InvalidInputException>(() => Train(new Checkpointing(store) { Start = CheckpointStart.Resume }, batchSize, seed, rate, SyntheticData.Separable(points)));
        Assert.StartsWith("memory, checkpoint 1: this is not the run that was interrupted: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(change, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void All_differences_are_named()
    {
        var store = Trained();
        var exception = Assert.Throws<InvalidInputException>(() => Train(new Checkpointing(store) { Start = CheckpointStart.Resume }, 5, 1));
        Assert.Contains("batchSize was 10 and is 5; seed was 0 and is 1.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_run_may_begin_with_the_parameters_of_another()
    {
        var store = Trained();
        var network = Network();
        new Trainer(network, Loss.CrossEntropy, new Sgd(0.1f), new TrainingOptions { Epochs = 2, BatchSize = 10 }).Train(Data);
        new Trainer(network, Loss.CrossEntropy, new Adam(), new TrainingOptions { Epochs = 1, BatchSize = 5 }).Train(Data);
        var other = Network();
        var options = new TrainingOptions { Epochs = 1, BatchSize = 5, Checkpoints = new Checkpointing(store) { Start = CheckpointStart.NewRunFromParameters } };
        new Trainer(other, Loss.CrossEntropy, new Adam(), options).Train(Data);
        Assert.Equal(network.Sha256(), other.Sha256());
        Assert.Equal([1L, 2L], store.Generations());
    }

    [Fact]
    public void A_checkpoint_of_another_network_gives_no_parameters()
    {
        var network = new Network(2, [new Dense(3, Activation.Tanh), new Dense(2, Activation.Softmax)]);
        var options = new TrainingOptions { Checkpoints = new Checkpointing(Trained()) { Start = CheckpointStart.NewRunFromParameters } };
        Refused(() => new Trainer(network, Loss.CrossEntropy, new Adam(), options).Train(Data),
            "memory, checkpoint 1: layers.0.weight has the shape [4, 2], and this network's is [3, 2]. It was written by another version or for another network: begin a new run in another folder.");
    }

    [Fact]
    public void A_model_file_is_no_checkpoint()
    {
        var training = new ModelTraining(Data, new ModelOptions { Training = new TrainingOptions { Epochs = 1 } });
        training.Run();
        using var directory = new Tests.Files.TemporaryDirectory();
        training.Model.Save(directory["model"]);
        var store = MemoryStore.With(File.ReadAllBytes(directory["model"]));
        var warnings = new List<string>();
        Refused(() => Train(new Checkpointing(store) { Start = CheckpointStart.Resume, Warn = warnings.Add }), "memory: none of its 1 checkpoints can be read. Begin a new run in another folder.");
        Assert.Contains("format 'backprop/1' is not known; this version reads 'backprop-checkpoint/1'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state.epoch", "-1", "epoch is no whole number from 0 to 2147483647")]
    [InlineData("state.batch", "99999999999", "batch is no whole number from 0 to 2147483647")]
    [InlineData("state.batch", "77", "stands behind batch 77 of an epoch, which has 2")]
    [InlineData("state.steps", "many", "steps is no whole number")]
    [InlineData("state.seconds", "long", "seconds is no number")]
    [InlineData("run", "[1]", "what it says of its run cannot be read")]
    [InlineData("run", "{\"seed\":1}", "what it says of its run cannot be read")]
    [InlineData("run", "{", "what it says of its run cannot be read")]
    public void A_file_that_was_edited_and_given_new_digests_is_refused_in_one_line(string key, string value, string message)
    {
        var file = SafeTensors.Parse(Trained().Saved[^1], "checkpoint");
        Refuses(new SafeTensorsFile(file.Tensors.Values, new Dictionary<string, string>(file.Metadata) { [key] = value }), message);
    }

    [Fact]
    public void A_curve_that_is_none_is_refused_in_one_line()
    {
        var file = SafeTensors.Parse(Trained().Saved[^1], "checkpoint");
        var tensors = file.Tensors.Values.Where(tensor => tensor.Name != "curve.epochs").Append(SafeTensor.Of("curve.epochs", new double[7], 7));
        Refuses(new SafeTensorsFile(tensors, file.Metadata.ToDictionary()), "has 7 numbers, not 8 for each epoch");
    }

    private static void Refuses(SafeTensorsFile edited, string message)
    {
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, edited);
        var exception = Assert.Throws<InvalidInputException>(() => Train(new Checkpointing(MemoryStore.With(stream.ToArray())) { Start = CheckpointStart.Resume }));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void A_store_that_fails_in_any_way_does_not_end_a_training()
    {
        var warnings = new List<string>();
        Assert.Equal(Train(null), Train(new Checkpointing(new BrokenStore()) { Every = CheckpointInterval.Batches(1), Warn = warnings.Add }));
        Assert.NotEmpty(warnings);
        Assert.All(warnings, warning => Assert.Equal("The checkpoint was not written, and training goes on: broken", warning));
    }

    private sealed class BrokenStore : ICheckpointStore
    {
        public string Name => "broken";

        public IReadOnlyList<long> Generations() => [];

        public void Save(long generation, Action<Stream> write) => throw new NotSupportedException("broken");

        public Stream Open(long generation) => throw new NotSupportedException("broken");

        public void Delete(long generation) => throw new NotSupportedException("broken");
    }

    [Fact]
    public void At_least_one_is_kept() => Refused(() => Train(new Checkpointing(new MemoryStore()) { Keep = 0 }), "At least 1 checkpoint must be kept, not 0.");

    [Theory]
    [InlineData("30s")]
    [InlineData("0.5s")]
    [InlineData("100batches")]
    [InlineData("1epochs")]
    public void An_interval_reads_what_it_writes(string text) => Assert.Equal(text, CheckpointInterval.Parse(text).ToString());

    [Theory]
    [InlineData("5min", "300s")]
    [InlineData("2 h", "7200s")]
    [InlineData("1 epoch", "1epochs")]
    [InlineData("10 batches", "10batches")]
    public void An_interval_may_be_written_in_several_ways(string text, string same) => Assert.Equal(same, CheckpointInterval.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("NaNs")]
    [InlineData("1e999s")]
    [InlineData("0batches")]
    [InlineData("1.5epochs")]
    [InlineData("3 parsecs")]
    [InlineData("99999999999batches")]
    public void An_interval_that_is_none_is_refused(string text) => Assert.Throws<InvalidInputException>(() => CheckpointInterval.Parse(text));

    [Fact]
    public void Without_a_word_it_is_thirty_seconds() => Assert.Equal("30s", default(CheckpointInterval).ToString());

    private static MemoryStore Trained()
    {
        var store = new MemoryStore();
        Train(new Checkpointing(store));
        return store;
    }

    private static Network Network() => new(2, [new Dense(4, Activation.Tanh), new Dense(2, Activation.Softmax)]);

    private static string Train(Checkpointing? checkpoints, int batchSize = 10, ulong seed = 0, float rate = 0.1f, Dataset? data = null)
    {
        var network = Network();
        new Trainer(network, Loss.CrossEntropy, new Sgd(rate), new TrainingOptions { Epochs = 2, BatchSize = batchSize, Seed = seed, Checkpoints = checkpoints }).Train(data ?? Data);
        return network.Sha256();
    }

    private static void Refused(Action action, string message) => Assert.Equal(message, Assert.Throws<InvalidInputException>(action).Message);
}
