using Backprop.Data;

namespace Backprop;

/// <summary>
/// A random change of an image that leaves its class as it is. Several in a row become one map, from each new pixel to a place in
/// the old image, whose value is interpolated once. Outside of the image everything is 0.
/// </summary>
public abstract class ImageTransform
{
    private protected ImageTransform(string name, float largest, string what)
    {
        if (!(largest >= 0 && float.IsFinite(largest)))
            throw new InvalidInputException(FormattableString.Invariant($"The {what} must be a finite number of 0 or more, not {largest}."));
        Name = name;
    }

    /// <summary>Name on the command line and in files, such as <c>shift</c>.</summary>
    public string Name { get; }

    /// <summary>What its strength is, as on the command line: <c>2</c>.</summary>
    public abstract string Strength { get; }

    /// <summary>As on the command line: <c>shift=2</c>.</summary>
    public override string ToString() => $"{Name}={Strength}";

    /// <summary>Whether pixels are displaced one by one, beside the map.</summary>
    internal virtual bool Displaces => false;

    /// <summary>The map of one image.</summary>
    internal virtual AffineMap Draw(in ImageDraws draws) => AffineMap.Identity;

    /// <summary>What the displacements of images of a shape need; one caller at a time.</summary>
    internal virtual DisplacementField CreateField(ImageShape shape) => throw new NotSupportedException($"{Name} displaces no pixels.");
}
