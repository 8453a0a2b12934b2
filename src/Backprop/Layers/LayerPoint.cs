using Backprop.Numerics;

namespace Backprop;

/// <summary>What a layer computes for a single data point, for predictions one by one. One caller at a time.</summary>
internal abstract class LayerPoint
{
    /// <summary>The layer's activations, a column.</summary>
    public abstract Matrix Output { get; }

    /// <summary>
    /// Prepares for the parameters as they are. Nothing is prepared for parameters that were others at the call before:
    /// while training goes on, that would cost more than it saves.
    /// </summary>
    /// <returns>Whether <see cref="Forward"/> may be called; otherwise the point must go as a batch of one.</returns>
    public abstract bool IsReady();

    /// <summary>Computes <see cref="Output"/> from the activations of the layer before, a column.</summary>
    public abstract void Forward(Matrix input);
}
