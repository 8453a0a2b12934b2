using Backprop.Data;
using Backprop.Tests.Checkpoints;

namespace Backprop.Tests.Hostile;

/// <summary>The reader of checkpoints, and the run that goes on from one.</summary>
internal sealed class HostileCheckpoint : HostileReader
{
    private static readonly Dataset Data = SyntheticData.Separable(24);

    private readonly List<Func<Checkpointing?, Network>> _runs = [WithMomentum, WithEverything];
    private byte[] _file = [];

    public override string Name => "checkpoint";

    // A training, or many blocks, for each.
    public override int Share => 1;

    // What the run itself takes that goes on, which depends on the network and not on the file.
    public override long MostAllocated(long length) => (1 << 20) + (40 * length);

    public override void Put(byte[] file) => _file = file;

    public override void Load()
    {
        InvalidInputException? last = null;
        foreach (var run in _runs)
        {
            try
            {
                run(new Checkpointing(MemoryStore.With(_file)) { Start = CheckpointStart.Resume });
                return;
            }
            catch (InvalidInputException refusal)
            {
                // Of the other run, perhaps.
                last = refusal;
            }
        }
        throw last!;
    }

    protected override IReadOnlyList<byte[]> MakeOriginals() => [.. _runs.Select(run =>
    {
        var store = new MemoryStore();
        run(new Checkpointing(store) { Every = CheckpointInterval.Batches(1), Keep = 100 });
        return store.Saved[store.Saved.Count / 2];
    })];

    protected override byte[] Mutate(byte[] file, Chance chance) => SafeTensorsEdits.Mutate(file, chance);

    private static Network WithMomentum(Checkpointing? checkpoints) =>
        Train(new Network(2, [new Dense(2, Activation.Softmax)]), new Sgd(0.1f) { Momentum = 0.9f }, new TrainingOptions { Epochs = 2, BatchSize = 8, Threads = 1, Checkpoints = checkpoints });

    private static Network WithEverything(Checkpointing? checkpoints) => Train(
        new Network(2, [new Dense(3, Activation.Relu), new BatchNormalization(), new Dropout(0.1f), new Dense(2, Activation.Softmax)]), new Adam(0.01f),
        new TrainingOptions { Epochs = 2, BatchSize = 8, Threads = 1, Patience = 1, Schedule = new PlateauSchedule(), Averaging = WeightAveraging.Exponential(0.9f), Checkpoints = checkpoints });

    private static Network Train(Network network, Optimizer optimizer, TrainingOptions options)
    {
        new Trainer(network, Loss.CrossEntropy, optimizer, options).Train(Data, Data);
        return network;
    }
}
