namespace Backprop;

/// <summary>Moves an image to a side and up or down: both distances are uniform between −pixels and pixels, fractions included.</summary>
public sealed class ImageShift : ImageTransform
{
    /// <summary>Creates the transform.</summary>
    /// <param name="pixels">The largest distance, 0 or more.</param>
    /// <exception cref="InvalidInputException">The distance is negative or not finite.</exception>
    public ImageShift(float pixels) : base("shift", pixels, "largest shift") => Pixels = pixels;

    /// <summary>The largest distance.</summary>
    public float Pixels { get; }

    /// <inheritdoc/>
    public override string Strength => FormattableString.Invariant($"{Pixels}");

    internal override AffineMap Draw(in ImageDraws draws) => AffineMap.OfShift(draws.Within(Pixels, 0), draws.Within(Pixels, 1));
}
