using Backprop.Data;

namespace Backprop;

/// <summary>
/// Displaces each pixel by α·(noise smoothed by a Gaussian of deviation σ), in both directions, the noise uniform between −1 and 1:
/// neighbors move alike, as in another hand's writing. With large σ and α it is nearly a shift, with small σ a tremble.
/// Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document analysis", 2003.
/// </summary>
public sealed class ElasticDistortion : ImageTransform
{
    private const float LargestSigma = 1000;

    /// <summary>Creates the transform.</summary>
    /// <param name="alpha">α in pixels, 0 or more; the paper's 34 for digits of 29 × 29.</param>
    /// <param name="sigma">σ in pixels, above 0; the paper's 4.</param>
    /// <exception cref="InvalidInputException">A number is out of range.</exception>
    public ElasticDistortion(float alpha = 34, float sigma = 4) : base("elastic", alpha, "strength of elastic distortion")
    {
        if (!(sigma is > 0 and <= LargestSigma))
            throw new InvalidInputException(FormattableString.Invariant($"The deviation of elastic distortion must be above 0 and at most {LargestSigma} pixels, not {sigma}."));
        (Alpha, Sigma) = (alpha, sigma);
    }

    /// <summary>α.</summary>
    public float Alpha { get; }

    /// <summary>σ.</summary>
    public float Sigma { get; }

    /// <inheritdoc/>
    public override string Strength => FormattableString.Invariant($"{Alpha}:{Sigma}");

    internal override bool Displaces => true;

    internal override DisplacementField CreateField(ImageShape shape) => new(shape.Height, shape.Width, Alpha, Sigma);
}
