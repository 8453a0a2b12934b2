namespace Backprop;

/// <summary>Makes an image wider and higher about its center, by two factors uniform between 1 − part and 1 + part.</summary>
public sealed class ImageScaling : ImageTransform
{
    /// <summary>Creates the transform.</summary>
    /// <param name="part">The largest change, from 0 to below 1.</param>
    /// <exception cref="InvalidInputException">The change is out of range.</exception>
    public ImageScaling(float part) : base("scale", part, "largest change of size")
    {
        if (part >= 1) throw new InvalidInputException(FormattableString.Invariant($"The largest change of size must be below 1, not {part}: an image must keep some size. Use 0.1 for a tenth."));
        Part = part;
    }

    /// <summary>The largest change.</summary>
    public float Part { get; }

    /// <inheritdoc/>
    public override string Strength => FormattableString.Invariant($"{Part}");

    internal override AffineMap Draw(in ImageDraws draws) => AffineMap.OfScaling(1 + draws.Within(Part, 0), 1 + draws.Within(Part, 1));
}
