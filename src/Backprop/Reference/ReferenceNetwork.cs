namespace Backprop.Reference;

/// <summary>
/// A stack of layers in scalar double precision, and the three passes through it as the derivation writes them:
/// forward, loss, backward. It is the specification of the engine's network.
/// </summary>
public sealed class ReferenceNetwork
{
    /// <summary>Creates the network from its layers, first to last.</summary>
    /// <exception cref="ArgumentException">There is no layer, or two neighbours do not fit.</exception>
    public ReferenceNetwork(params IReadOnlyList<ReferenceLayer> layers)
    {
        if (layers.Count == 0) throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        for (int l = 1; l < layers.Count; l++)
            if (layers[l].Inputs != layers[l - 1].Outputs)
                throw new ArgumentException($"Layer {l} expects {layers[l].Inputs} inputs but layer {l - 1} has {layers[l - 1].Outputs} outputs.", nameof(layers));
        Layers = [.. layers];
        Parameters = [.. layers.SelectMany(layer => layer.Parameters)];
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<ReferenceLayer> Layers { get; }

    /// <summary>The parameters of all layers, first to last.</summary>
    public IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <summary>The forward pass, from the first layer to the last; every weighted sum and activation is kept.</summary>
    /// <param name="inputs">The data points, [points][inputs of the first layer].</param>
    /// <param name="mode">Training (the default) or inference.</param>
    /// <exception cref="ArgumentException">There is no data point, or one of another width.</exception>
    public ReferenceForwardPass Forward(Real[][] inputs, ReferenceMode mode = ReferenceMode.Training)
    {
        CheckShape(inputs, inputs.Length, Layers[0].Inputs, nameof(inputs));
        var forward = new List<ReferenceLayerForward>();
        Real[][] activations = inputs;
        foreach (ReferenceLayer layer in Layers)
        {
            forward.Add(layer.Forward(activations, mode));
            activations = forward[^1].Activations;
        }
        return new(forward);
    }

    /// <summary>The loss of each data point and of the batch.</summary>
    /// <param name="forward">The forward pass.</param>
    /// <param name="targets">[points][outputs of the last layer].</param>
    /// <param name="loss">L_j; computed from the weighted sums where it is fused with the last layer's activation.</param>
    /// <param name="reduction">Mean (the default) or sum over data points.</param>
    /// <param name="weights">w_j: the mean becomes Σ w_j·L_j / Σ w_j, the sum Σ w_j·L_j. Null (the default) where all are 1.</param>
    /// <exception cref="ArgumentException">The targets do not have the shape of the outputs, or there is not one weight for each data point.</exception>
    public ReferenceLossResult Loss(
        ReferenceForwardPass forward, Real[][] targets, ReferenceLoss loss, ReferenceReduction reduction = ReferenceReduction.Mean, Real[]? weights = null)
    {
        CheckShape(targets, forward.Outputs.Length, Layers[^1].Outputs, nameof(targets));
        Real[] points = IsFused(loss)
            ? [.. targets.Zip(forward.Layers[^1].WeightedSums!, loss.FusedValue)]
            : [.. targets.Zip(forward.Outputs, loss.Value)];
        Real[] shares = Shares(points.Length, reduction, weights);
        return new(reduction.Of(points.Zip(shares, (point, share) => share * point).Sum(), points.Length), points);
    }

    /// <summary>The backward pass, one pass from the last layer to the first.</summary>
    /// <param name="forward">The forward pass.</param>
    /// <param name="targets">[points][outputs of the last layer].</param>
    /// <param name="loss">L_j; the deltas of the last layer come from one formula where it is fused with that layer's activation.</param>
    /// <param name="reduction">Mean (the default) or sum over data points.</param>
    /// <param name="weights">w_j of the weighted mean or sum (<see cref="Loss"/>), which multiplies all deltas of its data point; null (the default) where all are 1.</param>
    /// <exception cref="ArgumentException">The targets do not have the shape of the outputs, or there is not one weight for each data point.</exception>
    public ReferenceBackwardPass Backward(
        ReferenceForwardPass forward, Real[][] targets, ReferenceLoss loss, ReferenceReduction reduction = ReferenceReduction.Mean, Real[]? weights = null)
    {
        CheckShape(targets, forward.Outputs.Length, Layers[^1].Outputs, nameof(targets));
        Real[] shares = Shares(targets.Length, reduction, weights);
        if (!IsFused(loss))
            return Backward(forward, [.. targets.Select((t, j) => Times(shares[j], loss.ActivationGradients(t, forward.Outputs[j])))], reduction);
        ReferenceLayerForward last = forward.Layers[^1];
        Real[][] deltas = [.. targets.Select((t, j) => Times(shares[j], loss.FusedDeltas(t, last.WeightedSums![j], last.Activations[j])))];
        return BackwardBefore(Layers[^1].BackwardFromDeltas(last, deltas, reduction), forward, reduction);
    }

    /// <summary>The backward pass from given gradients of the outputs, for a loss that is computed elsewhere.</summary>
    /// <param name="forward">The forward pass.</param>
    /// <param name="outputGradients">∂L_j/∂a, [points][outputs of the last layer].</param>
    /// <param name="reduction">Mean (the default) or sum over data points.</param>
    /// <exception cref="ArgumentException">The gradients do not have the shape of the outputs.</exception>
    public ReferenceBackwardPass Backward(
        ReferenceForwardPass forward, Real[][] outputGradients, ReferenceReduction reduction = ReferenceReduction.Mean)
    {
        CheckShape(outputGradients, forward.Outputs.Length, Layers[^1].Outputs, nameof(outputGradients));
        return BackwardBefore(Layers[^1].Backward(forward.Layers[^1], outputGradients, reduction), forward, reduction);
    }

    /// <summary>The rest of the backward pass, from the layer before the last to the first.</summary>
    private ReferenceBackwardPass BackwardBefore(
        ReferenceLayerBackward last, ReferenceForwardPass forward, ReferenceReduction reduction)
    {
        var backward = new ReferenceLayerBackward[Layers.Count];
        backward[^1] = last;
        for (int l = Layers.Count - 2; l >= 0; l--)
            backward[l] = Layers[l].Backward(forward.Layers[l], backward[l + 1].InputGradients, reduction);
        return new(backward);
    }

    /// <summary>What multiplies each data point's loss: w_j for the sum; w_j·N/Σw for the mean, whose sum is divided by N afterwards.</summary>
    private static Real[] Shares(int points, ReferenceReduction reduction, Real[]? weights)
    {
        if (weights is null) return [.. Enumerable.Repeat(1.0, points)];
        if (weights.Length != points) throw new ArgumentException($"Expected {points} weights, one for each data point, not {weights.Length}.", nameof(weights));
        Real mean = weights.Sum() / points;
        return reduction == ReferenceReduction.Mean ? [.. weights.Select(weight => weight / mean)] : weights;
    }

    private static Real[] Times(Real factor, Real[] numbers) => [.. numbers.Select(number => factor * number)];

    private bool IsFused(ReferenceLoss loss) => Layers[^1].Activation is { } activation && loss.IsFusedWith(activation);

    private static void CheckShape(Real[][] rows, int points, int width, string name)
    {
        if (rows.Length == 0) throw new ArgumentException("A batch needs at least one data point.", name);
        if (rows.Length != points) throw new ArgumentException($"Expected {points} rows, one for each data point, not {rows.Length}.", name);
        for (int j = 0; j < rows.Length; j++)
            if (rows[j].Length != width)
                throw new ArgumentException($"Row {j} has {rows[j].Length} numbers instead of {width}.", name);
    }
}
