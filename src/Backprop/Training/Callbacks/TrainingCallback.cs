namespace Backprop;

/// <summary>
/// A program's own part in a training: it is told of each batch and epoch and of the end, on the thread that trains, and can stop it.
/// Override what is of interest; a training without callbacks pays nothing for them. One that throws ends the training with its
/// exception: the network then has the weights of the last step, all finite, and may be used or trained on.
/// </summary>
public abstract class TrainingCallback
{
    /// <summary>Whether the training shall end.</summary>
    internal bool WantsToStop { get; private set; }

    /// <summary>After the update of a batch.</summary>
    /// <param name="batch">What it brought.</param>
    public virtual void AfterBatch(in BatchReport batch)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    /// <param name="epoch">What it brought.</param>
    public virtual void AfterEpoch(EpochReport epoch)
    {
    }

    /// <summary>
    /// After the last epoch, however training ended; the network has its final weights. Not after an exception.
    /// </summary>
    /// <param name="result">How it ended.</param>
    public virtual void AfterTraining(TrainingResult result)
    {
    }

    /// <summary>
    /// Ends the training as <see cref="StopReason.Stopped"/> before the next batch: the best weights are restored as always.
    /// To be called from within a call above.
    /// </summary>
    protected void Stop() => WantsToStop = true;

    internal void Begin() => WantsToStop = false;
}
