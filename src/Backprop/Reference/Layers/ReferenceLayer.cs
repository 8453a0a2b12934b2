namespace Backprop.Reference;

/// <summary>
/// A layer, for a whole batch at a time, so that a layer may look at all data points (batch normalization)
/// or wrap other layers (a residual connection). Forward and backward change nothing in the layer:
/// whatever the backward pass needs stands in the record of the forward pass.
/// </summary>
public abstract class ReferenceLayer
{
    /// <summary>How many numbers a data point brings in.</summary>
    public abstract int Inputs { get; }

    /// <summary>How many numbers a data point takes out.</summary>
    public abstract int Outputs { get; }

    /// <summary>The trained parameters; none by default.</summary>
    public virtual IReadOnlyList<ReferenceParameter> Parameters => [];

    /// <summary>The activation with which the layer ends, with which a loss may be fused; null (the default) for none.</summary>
    public virtual ReferenceActivation? Activation => null;

    /// <summary>Whether it computes in float, so that differences through it have few digits; false by default.</summary>
    public virtual bool IsInFloat => false;

    /// <summary>The forward pass.</summary>
    /// <param name="inputs">[points][<see cref="Inputs"/>].</param>
    /// <param name="mode">Training or inference.</param>
    public abstract ReferenceLayerForward Forward(Real[][] inputs, ReferenceMode mode);

    /// <summary>The backward pass, from the gradients of the layer's activations.</summary>
    /// <param name="forward">What <see cref="Forward"/> returned.</param>
    /// <param name="activationGradients">∂L_j/∂a, [points][<see cref="Outputs"/>]; of ΣL_j, where data points share a statistic.</param>
    /// <param name="reduction">How the terms of the data points make a parameter's gradient.</param>
    public abstract ReferenceLayerBackward Backward(
        ReferenceLayerForward forward, Real[][] activationGradients, ReferenceReduction reduction);

    /// <summary>Keeps what a training step's forward pass measured of its batch for predictions to come, such as running means; nothing by default.</summary>
    /// <param name="forward">What <see cref="Forward"/> returned.</param>
    public virtual void TakeStatistics(ReferenceLayerForward forward) { }

    /// <summary>The backward pass from the deltas ∂L_j/∂x, which a loss fused with <see cref="Activation"/> computes itself.</summary>
    /// <exception cref="NotSupportedException">The layer ends with no activation.</exception>
    public virtual ReferenceLayerBackward BackwardFromDeltas(
        ReferenceLayerForward forward, Real[][] deltas, ReferenceReduction reduction) =>
        throw new NotSupportedException($"{GetType().Name} ends with no activation, so no loss is fused with it.");

    /// <summary>
    /// Whether some neuron's weighted sum meets a kink of its activation on the way from one forward pass to another:
    /// then the difference of their losses says nothing about a derivative. False by default, for a smooth layer.
    /// </summary>
    public virtual bool MeetsKink(ReferenceLayerForward one, ReferenceLayerForward other) => false;
}
