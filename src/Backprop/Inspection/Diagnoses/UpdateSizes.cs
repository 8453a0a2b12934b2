namespace Backprop;

/// <summary>Updates that are large against the weights (training jumps about), or so small that float weights hardly change.</summary>
internal sealed class UpdateSizes : IDiagnosisRule
{
    private const double TooLarge = 0.1, TooSmall = 1e-8;

    public Finding? Judge(Observations observations)
    {
        foreach (var layer in observations.Layers)
        {
            if (layer.UpdateRatio > TooLarge)
                return new Finding("large-updates", FormattableString.Invariant(
                    $"One step would change the weights of layer {layer.Number} by {100 * layer.UpdateRatio:F0} % of their size."),
                    "Use a smaller --learning-rate.");
            if (layer.UpdateRatio < TooSmall)
                return new Finding("small-updates", FormattableString.Invariant(
                    $"One step would change the weights of layer {layer.Number} by {layer.UpdateRatio:0.0e-0} of their size, which floats hardly resolve."),
                    "Use a larger --learning-rate, unless the loss is as low as it can be.");
        }
        return null;
    }
}
