using Backprop.Numerics;

namespace Backprop;

/// <summary>How a pass through a network is set up.</summary>
/// <param name="Capacity">The most data points of one batch.</param>
/// <param name="ForTraining">Whether a backward pass follows the forward pass.</param>
/// <param name="IsLast">Whether the layer is the network's last, whose weighted sums the loss may need.</param>
/// <param name="Team">The threads that share the work.</param>
internal sealed record PassOptions(int Capacity, bool ForTraining, bool IsLast, ThreadTeam Team)
{
    /// <summary>Whether gradients are to be kept as matrices; otherwise every backward pass has updates that take them. True by default.</summary>
    public bool StoresGradients { get; init; } = true;
}

/// <summary>
/// What a layer computes and keeps for one batch at a time: activations on the way forward, deltas and gradients on the way back.
/// It belongs to one caller at a time and allocates nothing once it exists.
/// </summary>
internal abstract class LayerPass
{
    /// <summary>The layer's activations of the batch.</summary>
    public abstract BatchActivations Output { get; }

    /// <summary>The weighted sums of the batch, <c>[outputs, batch]</c>; for a layer without any, its activations.</summary>
    public abstract Matrix WeightedSums { get; }

    /// <summary>The gradients of the layer's parameters in their order: sums over the data points of the batch, not yet means. Empty where they are not stored.</summary>
    public abstract IReadOnlyList<Matrix> Gradients { get; }

    /// <summary>Whether the backward pass hands its gradients to the updates by itself; otherwise they are taken from <see cref="Gradients"/>.</summary>
    public virtual bool HandsOverGradients => false;

    /// <summary>
    /// Turns a tile of ∂L_j/∂a of this layer into deltas ∂L_j/∂x, in place, so that the layer behind can do it while the tile is in cache;
    /// null for a layer that must see more than a tile, or has no weighted sums.
    /// </summary>
    public virtual TileWork? GradientToDelta => null;

    /// <summary>Puts what the last forward pass measured of its batch into the layer's buffers, once the step is accepted; nothing by default.</summary>
    /// <param name="share">The weight of the batch beside what is there; null for the layer's own.</param>
    public virtual void TakeStatistics(float? share) { }

    /// <summary>Says from now on which data points each batch has, for a layer that draws random numbers.</summary>
    public virtual void KeyBy(BatchPoints points) { }

    /// <summary>Computes <see cref="Output"/> from the activations of the layer before.</summary>
    public abstract void Forward(BatchActivations input);

    /// <summary>
    /// Turns <paramref name="gradient"/>, ∂L_j/∂a of this layer <c>[outputs, batch]</c>, into the deltas ∂L_j/∂x in place
    /// (unless <paramref name="isDelta"/> says that it is the deltas already), and from them computes the gradients and
    /// ∂L_j/∂a of the layer before. Padding columns of <paramref name="gradient"/> are 0 and stay so.
    /// </summary>
    public abstract void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations);
}

/// <summary>Where the results of a layer's backward pass go.</summary>
/// <param name="InputGradient">Receives ∂L_j/∂a of the layer before; null where nobody needs it.</param>
/// <param name="InputGradientToDelta">What turns each tile of it into deltas of the layer before; null for nothing.</param>
/// <param name="Updates">What takes the gradient of each parameter tile by tile, so that it need not be stored; null where it is stored.</param>
internal readonly record struct BackwardDestinations(Matrix? InputGradient, TileWork? InputGradientToDelta, TileWork[]? Updates);
