namespace Backprop.Explain;

/// <summary>A part of one step of back-propagation.</summary>
public enum ExplanationPhase
{
    /// <summary>Weighted sums and activations, first layer to last.</summary>
    Forward,

    /// <summary>L_j, and the loss of the batch.</summary>
    Loss,

    /// <summary>The deltas, last layer to first.</summary>
    Backward,

    /// <summary>δ·a of each data point, and their mean (or sum).</summary>
    Gradient,

    /// <summary>The new parameters.</summary>
    Update,
}
