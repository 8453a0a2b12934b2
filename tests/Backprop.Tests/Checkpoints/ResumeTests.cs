using Backprop.Data;

namespace Backprop.Tests.Checkpoints;

/// <summary>A training that goes on from a checkpoint of any batch ends in the same bits as one that was never interrupted.</summary>
public class ResumeTests
{
    private const int Points = 45, BatchSize = 10, Epochs = 3, Batches = Epochs * 5;

    private static readonly Dataset Data = SyntheticData.Separable(Points), Validation = SyntheticData.Separable(20, seed: 2);

    private static readonly Dictionary<string, (Func<Layer> Between, Optimizer Optimizer, TrainingOptions Options)> Runs = new()
    {
        ["plain"] = (Plain, new Sgd(0.1f), new TrainingOptions()),
        ["dropout"] = (() => new Dropout(0.3f), new Sgd(0.1f), new TrainingOptions()),
        ["gaussian noise"] = (() => new GaussianNoise(0.3f), new Sgd(0.1f), new TrainingOptions()),
        ["batch normalization"] = (() => new BatchNormalization(), new Sgd(0.1f), new TrainingOptions()),
        ["batch normalization, averaged"] = (() => new BatchNormalization(), new Sgd(0.1f), new TrainingOptions { Averaging = WeightAveraging.Equal(2) }),
        ["batch normalization, averaged, with mixup, last weights"] = (() => new BatchNormalization(), new Sgd(0.1f), new TrainingOptions { Averaging = WeightAveraging.Equal(2), Mixup = 0.4f, RestoreBestWeights = false }),
        ["residual"] = (() => new Residual(new Dense(8, Activation.Tanh)), new Sgd(0.1f), new TrainingOptions()),
        ["exponential mean"] = (Plain, new Sgd(0.1f), new TrainingOptions { Averaging = WeightAveraging.Exponential(0.9f) }),
        ["one cycle"] = (Plain, new Sgd(0.1f) { Momentum = 0.9f }, new TrainingOptions { Schedule = Schedule.Parse("one-cycle") }),
        ["plateau"] = (Plain, new Sgd(2f), new TrainingOptions { Schedule = Schedule.Parse("plateau:1,0.5") }),
        ["warm-up"] = (Plain, new Adam(), new TrainingOptions { WarmUp = 1.5 }),
        ["clipping"] = (Plain, new Sgd(0.1f), new TrainingOptions { Regularization = new Regularization { ClipNorm = 0.1f, MaxNorm = 1, L1 = 0.01f } }),
        ["patience"] = (Plain, new Sgd(3f), new TrainingOptions { Patience = 1 }),
        ["patience of one epoch"] = (Plain, new Sgd(0.05f), new TrainingOptions { Patience = 1 }),
        ["mixup"] = (Plain, new Adam(), new TrainingOptions { Mixup = 0.4f }),
        ["augmentation"] = (Plain, new Adam(), new TrainingOptions { ImageShape = new ImageShape(1, 1, 2), Augmentation = Augmentations.Parse("shift=0.5,scale=0.3") }),
        ["last weights"] = (Plain, new Sgd(8f), new TrainingOptions { RestoreBestWeights = false }),
    };

    public static TheoryData<string> RunNames => [.. Runs.Keys, .. Optimizer.Names.Select(name => $"optimizer {name}")];

    private static Layer Plain() => new Dense(8, Activation.Tanh);

    [Theory]
    [MemberData(nameof(RunNames))]
    public void From_every_batch_it_ends_in_the_same_bits(string name)
    {
        var (network, result) = Train(name, null);
        for (int batch = 1; batch <= Batches; batch++)
        {
            var store = new MemoryStore();
            Train(name, new Checkpointing(store) { Every = CheckpointInterval.Batches(batch) });
            // The first is of the batch that is wanted; a training that stopped early has one of its end alone.
            var (again, resumed) = Train(name, new Checkpointing(MemoryStore.With(store.Saved[0])) { Start = CheckpointStart.Resume }, threads: 1 + batch % 3);
            Assert.Equal((batch, result.Epochs.Count, network.Sha256()), (batch, resumed.Epochs.Count, again.Sha256()));
            Assert.Equal(result.Epochs.Select(epoch => (epoch.TrainLoss, epoch.Validation?.Loss, epoch.IsBest)), resumed.Epochs.Select(epoch => (epoch.TrainLoss, epoch.Validation?.Loss, epoch.IsBest)));
            Assert.Equal((result.BestEpoch, result.StopReason), (resumed.BestEpoch, resumed.StopReason));
        }
    }

    [Fact]
    public void The_runs_above_differ_from_each_other() =>
        Assert.Equal(Runs.Count, Runs.Keys.Select(name => Train(name, null).Network.Sha256()).Distinct().Count());

    [Fact]
    public void After_a_cancellation_it_ends_in_the_same_bits()
    {
        var (network, _) = Train("plain", null);
        var store = new MemoryStore();
        using var cancellation = new CancellationTokenSource();
        var progress = new Immediate(report =>
        {
            if (report.Epoch == 2) cancellation.Cancel();
        });
        var (_, result) = Train("plain", new Checkpointing(store), progress: progress, cancellation: cancellation.Token);
        Assert.Equal(StopReason.Cancelled, result.StopReason);
        Assert.Equal(network.Sha256(), Train("plain", new Checkpointing(store) { Start = CheckpointStart.Resume }).Network.Sha256());
    }

    [Fact]
    public void A_cancellation_at_the_very_end_of_an_epoch_costs_no_patience()
    {
        const string Patient = "patience of one epoch";
        var (network, result) = Train(Patient, null);
        Assert.Equal((StopReason.Completed, Epochs), (result.StopReason, result.Epochs.Count));
        for (int batch = 1; batch < Batches; batch++)
        {
            var store = new MemoryStore();
            using var cancelling = new CancelAfter(batch);
            Assert.Equal(StopReason.Cancelled, Train(Patient, new Checkpointing(store), cancellation: cancelling.Token, callback: cancelling).Result.StopReason);
            var (again, resumed) = Train(Patient, new Checkpointing(store) { Start = CheckpointStart.Resume });
            Assert.Equal((batch, StopReason.Completed, network.Sha256()), (batch, resumed.StopReason, again.Sha256()));
        }
    }

    [Fact]
    public void More_epochs_go_on_where_the_last_one_ended()
    {
        var store = new MemoryStore();
        Train("plain", new Checkpointing(store));
        var (network, result) = Train("plain", new Checkpointing(store) { Start = CheckpointStart.Resume }, epochs: Epochs + 2);
        Assert.Equal(Train("plain", null, epochs: Epochs + 2).Network.Sha256(), network.Sha256());
        Assert.Equal(Epochs + 2, result.Epochs.Count);
    }

    [Fact]
    public void Seconds_of_all_parts_add_up()
    {
        var store = new MemoryStore();
        double before = Train("plain", new Checkpointing(store)).Result.Seconds;
        Assert.True(Train("plain", new Checkpointing(store) { Start = CheckpointStart.Resume }).Result.Seconds > before / 2);
    }

    private static (Network Network, TrainingResult Result) Train(
        string name, Checkpointing? checkpoints, int threads = 2, int epochs = Epochs, IProgress<EpochReport>? progress = null, TrainingCallback? callback = null, CancellationToken cancellation = default)
    {
        var (between, optimizer, options) = Runs.TryGetValue(name, out var run) ? run : Runs["plain"];
        if (name.StartsWith("optimizer ", StringComparison.Ordinal)) optimizer = Optimizer.Create(new OptimizerSettings { Name = name["optimizer ".Length..] });
        var network = new Network(2, [new Dense(8, Activation.Tanh), between(), new Dense(2, Activation.Softmax)], seed: 5);
        var training = options with { Epochs = epochs, BatchSize = optimizer.SearchesAlongLines ? TrainingOptions.WholeDataset : BatchSize, Threads = threads, Checkpoints = checkpoints, Callbacks = callback is null ? [] : [callback] };
        return (network, new Trainer(network, Loss.CrossEntropy, optimizer, training).Train(Data, Validation, progress, cancellation));
    }

    private sealed class Immediate(Action<EpochReport> act) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => act(value);
    }
}
