using Backprop.Data;
using Backprop.Tests.Training;

namespace Backprop.Tests.Checkpoints;

/// <summary>A training on data that are not in memory goes on from any batch, in the middle of a window too, to the same bits.</summary>
public class StreamedResumeTests
{
    private const int Points = 70, BatchSize = 8, Epochs = 3, Batches = Epochs * 9;

    private static readonly Dataset Data = SyntheticData.Separable(Points), Validation = SyntheticData.Separable(30, seed: 2);

    private static readonly Dictionary<string, (Func<Layer> Between, Optimizer Optimizer, TrainingOptions Options)> Runs = new()
    {
        ["plain"] = (() => new Dense(8, Activation.Tanh), new Sgd(0.1f), new TrainingOptions()),
        ["dropout, optimizer with slots"] = (() => new Dropout(0.3f), new Adam(), new TrainingOptions()),
        ["batch normalization, averaged by momentum"] = (() => new BatchNormalization(), new Sgd(0.1f) { Momentum = 0.9f }, new TrainingOptions()),
        ["schedule and exponential mean"] = (() => new GaussianNoise(0.2f), new Adam(), new TrainingOptions { Schedule = Schedule.Parse("one-cycle"), Averaging = WeightAveraging.Exponential(0.9f) }),
    };

    /// <summary>Each run with a window that batches do not divide, one of whole batches, one of a single batch, and one that holds everything.</summary>
    public static TheoryData<string, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (string name in Runs.Keys)
            foreach (var (blockRows, windowRows) in ((int, int)[])[(7, 21), (4, 16), (8, 8), (16, 1000)]) cases.Add(name, blockRows, windowRows);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_every_batch_it_ends_in_the_same_bits(string name, int blockRows, int windowRows)
    {
        var (network, result) = Train(name, blockRows, windowRows, null);
        for (int batch = 1; batch <= Batches; batch++)
        {
            var store = new MemoryStore();
            Train(name, blockRows, windowRows, new Checkpointing(store) { Every = CheckpointInterval.Batches(batch) });
            // The first is of the batch that is wanted.
            var (again, resumed) = Train(name, blockRows, windowRows, new Checkpointing(MemoryStore.With(store.Saved[0])) { Start = CheckpointStart.Resume }, threads: 1 + batch % 3);
            Assert.Equal((batch, network.Sha256()), (batch, again.Sha256()));
            Assert.Equal(result.Epochs.Select(epoch => (epoch.TrainLoss, epoch.Validation?.Loss, epoch.IsBest)), resumed.Epochs.Select(epoch => (epoch.TrainLoss, epoch.Validation?.Loss, epoch.IsBest)));
        }
    }

    [Fact]
    public void Another_window_is_another_run()
    {
        var store = new MemoryStore();
        Train("plain", 7, 21, new Checkpointing(store));
        var refusal = Assert.Throws<InvalidInputException>(() => Train("plain", 7, 14, new Checkpointing(store) { Start = CheckpointStart.Resume }));
        Assert.Contains("windowRows was 21 and is 14", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_blocks_of_the_same_rows_are_another_run()
    {
        var store = new MemoryStore();
        Train("plain", 7, 21, new Checkpointing(store) { Every = CheckpointInterval.Batches(4) });
        var refusal = Assert.Throws<InvalidInputException>(() => Train("plain", 3, 21, new Checkpointing(store) { Start = CheckpointStart.Resume }));
        Assert.Contains("blockRows was 7 and is 3", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_rows_are_refused_by_their_digest()
    {
        var store = new MemoryStore();
        Train("plain", 7, 21, new Checkpointing(store));
        var refusal = Assert.Throws<InvalidInputException>(() => Train("plain", 7, 21, new Checkpointing(store) { Start = CheckpointStart.Resume }, data: SyntheticData.Separable(Points, seed: 9)));
        Assert.Contains($"training data was {Points} rows of 2 features, SHA-256 ", refusal.Message, StringComparison.Ordinal);
    }

    private static (Network Network, TrainingResult Result) Train(string name, int blockRows, int windowRows, Checkpointing? checkpoints, int threads = 2, Dataset? data = null)
    {
        var (between, optimizer, options) = Runs[name];
        var network = new Network(2, [new Dense(8, Activation.Tanh), between(), new Dense(2, Activation.Softmax)], seed: 5);
        var training = options with { Epochs = Epochs, BatchSize = BatchSize, WindowRows = windowRows, Threads = threads, Checkpoints = checkpoints };
        return (network, new Trainer(network, Loss.CrossEntropy, optimizer, training).Train(new DatasetBlocks(data ?? Data, blockRows), new DatasetBlocks(Validation, 9)));
    }
}
