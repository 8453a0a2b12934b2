using Backprop.Data;

namespace Backprop.Tests.Checkpoints;

/// <summary>Two generations of the checkpoints of one small run, about 4 KiB each; of the newer one any byte may be damaged.</summary>
internal sealed class CheckpointDamage
{
    private static readonly Dataset Data = SyntheticData.Separable(30);

    private readonly byte[] _older;

    public CheckpointDamage()
    {
        var store = new MemoryStore();
        var network = new Network(2, [new Dense(6, Activation.Tanh), new Dense(2, Activation.Softmax)]);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 10, Threads = 1, Averaging = WeightAveraging.Exponential(0.9f), Checkpoints = new Checkpointing(store) { Every = CheckpointInterval.Batches(1) } };
        new Trainer(network, Loss.CrossEntropy, new Adam(0.01f), options).Train(Data);
        (_older, Newer) = (store.Saved[0], store.Saved[^1]);
    }

    /// <summary>The newer checkpoint as it was written.</summary>
    public byte[] Newer { get; }

    /// <summary>Whether a file in the place of the newer checkpoint is noticed as damaged, and the older one used.</summary>
    public bool IsNoticed(byte[] damaged)
    {
        int warnings = 0;
        var history = new CheckpointHistory(new Checkpointing(MemoryStore.With(_older, damaged)) { Warn = _ => warnings++ });
        return history.Newest() is var (_, _, name) && name == "memory, checkpoint 1" && warnings == 1;
    }

    /// <summary>Whether the newer checkpoint is used where it is whole.</summary>
    public bool IsUsedWhole() => new CheckpointHistory(new Checkpointing(MemoryStore.With(_older, Newer))).Newest() is var (_, _, name) && name == "memory, checkpoint 2";
}
