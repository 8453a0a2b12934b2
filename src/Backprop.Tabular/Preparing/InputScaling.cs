using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>How the inputs of a table are scaled.</summary>
internal static class InputScaling
{
    /// <summary>Numbers to mean 0 and deviation 1; what is 0 or 1, or on a circle, stays.</summary>
    /// <param name="standardized">Mean and deviation of every input.</param>
    /// <param name="encoders">What the inputs come from.</param>
    public static AffineScaling Of(AffineScaling standardized, IEnumerable<CellEncoder> encoders)
    {
        bool[] scaled = [.. encoders.SelectMany(encoder => Enumerable.Range(0, encoder.Width).Select(encoder.IsScaled))];
        return scaled.All(input => input) ? standardized : new AffineScaling(
            "columns",
            [.. standardized.Offsets.Select((offset, input) => scaled[input] ? offset : 0)],
            [.. standardized.Scales.Select((scale, input) => scaled[input] ? scale : 1)]);
    }
}
