namespace Backprop.Reference;

/// <summary>
/// The loss L_j of one data point: a function of its targets t and of the activations a of the output layer,
/// two arrays with a number for each output. The loss of a batch is the mean (or sum) of L_j over its data points.
/// </summary>
public abstract class ReferenceLoss
{
    /// <summary>The name in problem files and on the command line, such as <c>squared-error</c>.</summary>
    public abstract string Name { get; }

    /// <summary>L_j.</summary>
    public abstract Real Value(Real[] targets, Real[] activations);

    /// <summary>∂L_j/∂aᵢ for each output i.</summary>
    public abstract Real[] ActivationGradients(Real[] targets, Real[] activations);

    /// <summary>
    /// Whether L_j and its deltas are computed from the weighted sums x in one formula when the output layer has this activation:
    /// it stays accurate where the activation saturates and the two steps, one after the other, would not. False by default.
    /// </summary>
    public virtual bool IsFusedWith(ReferenceActivation activation) => false;

    /// <summary>L_j from the weighted sums of the output layer, for a fused pair.</summary>
    /// <exception cref="NotSupportedException">The loss is fused with no activation.</exception>
    public virtual Real FusedValue(Real[] targets, Real[] weightedSums) =>
        throw new NotSupportedException($"The loss {Name} is fused with no activation: use Value.");

    /// <summary>The deltas δᵢ = ∂L_j/∂xᵢ of the output layer, for a fused pair.</summary>
    /// <exception cref="NotSupportedException">The loss is fused with no activation.</exception>
    public virtual Real[] FusedDeltas(Real[] targets, Real[] weightedSums, Real[] activations) =>
        throw new NotSupportedException($"The loss {Name} is fused with no activation: use ActivationGradients.");
}
