namespace Backprop.Tests.Checkpoints;

/// <summary>Cancels a training after so many of its batches.</summary>
internal sealed class CancelAfter(int batches) : TrainingCallback, IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private int _seen;

    public CancellationToken Token => _source.Token;

    public override void AfterBatch(in BatchReport batch)
    {
        if (++_seen == batches) _source.Cancel();
    }

    public void Dispose() => _source.Dispose();
}
