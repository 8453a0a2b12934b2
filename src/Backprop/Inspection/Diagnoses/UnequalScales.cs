namespace Backprop;

/// <summary>Inputs, as the network sees them, on wildly different scales: gradients are then dominated by the largest.</summary>
internal sealed class UnequalScales : IDiagnosisRule
{
    private const double WildRatio = 100;

    public Finding? Judge(Observations observations)
    {
        var data = observations.Scaled;
        var (least, most) = ((Size: double.PositiveInfinity, Name: ""), (Size: 0.0, Name: ""));
        for (int feature = 0; feature < data.Features; feature++)
        {
            double sum = 0;
            for (int row = 0; row < data.Count; row++) sum += (double)data.Input(row)[feature] * data.Input(row)[feature];
            double size = Math.Sqrt(sum / data.Count);
            if (size > 0 && size < least.Size) least = (size, data.FeatureNames[feature]);
            if (size > most.Size) most = (size, data.FeatureNames[feature]);
        }
        // Pixels that are hardly ever inked are small on average without being on another scale.
        if (observations.Model.Schema.InputScaling is { Kind: "range" } || most.Size <= WildRatio * least.Size) return null;
        return new Finding("unequal-scales", FormattableString.Invariant(
            $"Inputs are on very different scales: '{most.Name}' is about {most.Size:G3}, '{least.Name}' about {least.Size:G3}."),
            "Train with --scaling standardize.");
    }
}
