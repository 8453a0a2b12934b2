namespace Backprop.Reference;

/// <summary>A forward pass through a network: what each layer computed, first to last.</summary>
/// <param name="Layers">One record for each layer.</param>
public sealed record ReferenceForwardPass(IReadOnlyList<ReferenceLayerForward> Layers)
{
    /// <summary>The data points, [points][inputs of the network].</summary>
    public Real[][] Inputs => Layers[0].Inputs;

    /// <summary>The activations of the last layer, [points][outputs of the network].</summary>
    public Real[][] Outputs => Layers[^1].Activations;
}
