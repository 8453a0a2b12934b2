namespace Backprop;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The validation loss had not fallen for as many epochs as the patience says.</summary>
    EarlyStopped,

    /// <summary>The caller asked for it; the running batch was finished first.</summary>
    Cancelled,

    /// <summary>The optimizer found no step that lowers the training loss.</summary>
    Converged,

    /// <summary>A <see cref="TrainingCallback"/> asked for it.</summary>
    Stopped,

    /// <summary>A loss or an updated parameter was not finite; the network keeps the last finite parameters.</summary>
    Diverged,
}
