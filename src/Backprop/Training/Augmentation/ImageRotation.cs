namespace Backprop;

/// <summary>Turns an image about its center by an angle uniform between −degrees and degrees.</summary>
public sealed class ImageRotation : ImageTransform
{
    /// <summary>Creates the transform.</summary>
    /// <param name="degrees">The largest angle, 0 or more.</param>
    /// <exception cref="InvalidInputException">The angle is negative or not finite.</exception>
    public ImageRotation(float degrees) : base("rotate", degrees, "largest angle") => Degrees = degrees;

    /// <summary>The largest angle.</summary>
    public float Degrees { get; }

    /// <inheritdoc/>
    public override string Strength => FormattableString.Invariant($"{Degrees}");

    internal override AffineMap Draw(in ImageDraws draws) => AffineMap.OfRotation(draws.Within(Degrees, 0));
}
