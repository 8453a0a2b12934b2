using Backprop.Numerics;

namespace Backprop;

/// <summary>The passes of layers one behind the other, of a network or within a layer, and the gradients between them.</summary>
internal sealed class LayerChain
{
    private readonly LayerPass[] _passes;
    private readonly Matrix[] _gradients = [];
    private readonly int[] _parameterCounts;
    private readonly TileWork[][] _updatesByLayer;
    private TileWork[]? _updates;

    /// <param name="layers">The layers, first to last.</param>
    /// <param name="options">How their passes are set up.</param>
    public LayerChain(IReadOnlyList<Layer> layers, PassOptions options)
    {
        _passes = [.. layers.Select((layer, place) => layer.CreatePass(options with { IsLast = place == layers.Count - 1 }))];
        _parameterCounts = [.. layers.Select(layer => layer.Parameters.Count)];
        _updatesByLayer = new TileWork[layers.Count][];
        if (!options.ForTraining) return;
        _gradients = [.. layers.Select(layer => Matrix.OfBatch(layer.Outputs, options.Capacity))];
        ParameterGradients = [.. _passes.SelectMany(pass => pass.Gradients)];
    }

    /// <summary>What each layer keeps of the batch.</summary>
    public IReadOnlyList<LayerPass> Passes => _passes;

    /// <summary>The deltas of each layer after a backward pass, <c>[outputs, batch]</c>.</summary>
    public IReadOnlyList<Matrix> Deltas => _gradients;

    /// <summary>The last layer.</summary>
    public LayerPass Last => _passes[^1];

    /// <summary>Where ∂L_j/∂a of the last layer, or its deltas, stand before <see cref="Backward"/>.</summary>
    public Matrix OutputGradient => _gradients[^1];

    /// <summary>The gradient of each parameter, in the layers' order: sums over the batch, not yet means. Empty where they are not stored.</summary>
    public IReadOnlyList<Matrix> ParameterGradients { get; } = [];

    /// <summary>Weighted sums and activations of every layer.</summary>
    public void Forward(BatchActivations input)
    {
        foreach (var pass in _passes)
        {
            pass.Forward(input);
            input = pass.Output;
        }
    }

    /// <summary>Puts what the last forward pass measured into the layers' buffers (<see cref="LayerPass.TakeStatistics"/>).</summary>
    public void TakeStatistics(float? share)
    {
        foreach (var pass in _passes) pass.TakeStatistics(share);
    }

    /// <summary>Deltas and gradients of every layer, from the last to the first, from what stands in <see cref="OutputGradient"/>.</summary>
    /// <param name="input">What went forward.</param>
    /// <param name="isDelta">Whether the gradient of the last layer is ∂L_j/∂x already.</param>
    /// <param name="destinations">Where the results go; the updates are those of all parameters, in the layers' order.</param>
    public void Backward(BatchActivations input, bool isDelta, in BackwardDestinations destinations)
    {
        ShareOut(destinations.Updates);
        for (int layer = _passes.Length - 1; layer >= 0; layer--)
        {
            var (pass, before) = (_passes[layer], layer == 0 ? null : _passes[layer - 1]);
            var updates = destinations.Updates is null ? null : _updatesByLayer[layer];
            var own = before is null ? destinations : new BackwardDestinations(_gradients[layer - 1], before.GradientToDelta, null);
            pass.Backward(before?.Output ?? input, _gradients[layer], isDelta, own with { Updates = pass.HandsOverGradients ? updates : null });
            isDelta = before?.GradientToDelta is not null;
            if (updates is null || pass.HandsOverGradients) continue;
            for (int i = 0; i < pass.Gradients.Count; i++) updates[i].Apply(pass.Gradients[i].AsOneRow());
        }
    }

    /// <summary>Each layer's part of the updates; a training has the same in every step.</summary>
    private void ShareOut(TileWork[]? updates)
    {
        if (updates is null || ReferenceEquals(updates, _updates)) return;
        int next = 0;
        for (int layer = 0; layer < _parameterCounts.Length; next += _parameterCounts[layer++])
            _updatesByLayer[layer] = updates[next..(next + _parameterCounts[layer])];
        _updates = updates;
    }
}
