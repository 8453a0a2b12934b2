namespace Backprop;

/// <summary>Deltas that shrink or grow a thousandfold between the last layer and the first.</summary>
internal sealed class VanishingDeltas : IDiagnosisRule
{
    private const double TolerableRatio = 1000;

    public Finding? Judge(Observations observations)
    {
        var layers = observations.Layers;
        double first = layers[0].DeltaSize, last = layers[^1].DeltaSize;
        if (layers.Count < 2 || !(last > 0)) return null;
        string sizes = string.Join(", ", layers.Select(layer => FormattableString.Invariant($"{layer.DeltaSize:0.0e-0}")));
        if (first * TolerableRatio < last)
            return new Finding("vanishing-deltas", $"Deltas vanish on the way back; their size by layer, first to last: {sizes}.",
                "Use --normalize batch, --residual, --activation relu, fewer layers, or another --initializer.");
        if (first > TolerableRatio * last)
            return new Finding("exploding-deltas", $"Deltas explode on the way back; their size by layer, first to last: {sizes}.",
                "Use smaller initial weights (another --initializer), or fewer layers.");
        return null;
    }
}
