namespace Backprop.Reference;

/// <summary>A residual connection: y = x + F(x), ∂L_j/∂x = ∂L_j/∂y + what the backward pass of F hands back.</summary>
public sealed class ReferenceResidual : ReferenceLayer
{
    private readonly ReferenceNetwork _inner;

    private sealed record Forwards(Real[][] Inputs, Real[][] Activations, ReferenceForwardPass Inner) : ReferenceLayerForward(Inputs, Activations);

    /// <summary>Creates the connection.</summary>
    /// <param name="layers">F, first to last.</param>
    /// <exception cref="ArgumentException">There is no layer, two neighbours do not fit, or they do not give as many numbers as they get.</exception>
    public ReferenceResidual(params IReadOnlyList<ReferenceLayer> layers)
    {
        _inner = new ReferenceNetwork(layers);
        if (Inputs != layers[^1].Outputs) throw new ArgumentException($"The layers turn {Inputs} inputs into {layers[^1].Outputs} outputs.", nameof(layers));
        Parameters = [.. layers.SelectMany((layer, place) => layer.Parameters.Select(parameter => parameter with { Name = FormattableString.Invariant($"{place}.{parameter.Name}") }))];
    }

    /// <inheritdoc/>
    public override int Inputs => _inner.Layers[0].Inputs;

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <summary>Those of F, layer by layer.</summary>
    public override IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <inheritdoc/>
    public override bool IsInFloat => _inner.Layers.Any(layer => layer.IsInFloat);

    /// <inheritdoc/>
    public override ReferenceLayerForward Forward(Real[][] inputs, ReferenceMode mode)
    {
        var inner = _inner.Forward(inputs, mode);
        return new Forwards(inputs, Sum(inputs, inner.Outputs), inner);
    }

    /// <inheritdoc/>
    public override ReferenceLayerBackward Backward(
        ReferenceLayerForward forward, Real[][] activationGradients, ReferenceReduction reduction)
    {
        var inner = _inner.Backward(((Forwards)forward).Inner, activationGradients, reduction);
        return new(Sum(activationGradients, inner.InputGradients), inner.Gradients);
    }

    /// <inheritdoc/>
    public override void TakeStatistics(ReferenceLayerForward forward)
    {
        foreach (var (layer, own) in _inner.Layers.Zip(((Forwards)forward).Inner.Layers)) layer.TakeStatistics(own);
    }

    /// <inheritdoc/>
    public override bool MeetsKink(ReferenceLayerForward one, ReferenceLayerForward other) =>
        _inner.Layers.Index().Any(layer => layer.Item.MeetsKink(((Forwards)one).Inner.Layers[layer.Index], ((Forwards)other).Inner.Layers[layer.Index]));

    private static Real[][] Sum(Real[][] a, Real[][] b) => [.. a.Zip(b, (x, y) => x.Zip(y, (p, q) => p + q).ToArray())];
}
