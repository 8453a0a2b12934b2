using Backprop.Data;

namespace Backprop;

/// <summary>Changes images as a list of transforms says, each by its own random numbers. One caller at a time.</summary>
internal sealed class ImageAugmenter
{
    private readonly IReadOnlyList<ImageTransform> _transforms;
    private readonly ImageSampler _sampler;
    private readonly DisplacementField?[] _fields;
    private readonly ulong _seed;

    public ImageAugmenter(IReadOnlyList<ImageTransform> transforms, ImageShape shape, ulong seed)
    {
        (_transforms, _sampler, _seed) = (transforms, new ImageSampler(shape), seed);
        _fields = [.. transforms.Select(transform => transform.Displaces ? transform.CreateField(shape) : null)];
    }

    /// <summary>Writes what an image looks like in an epoch.</summary>
    /// <param name="image">The image.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="row">The row of the data set.</param>
    /// <param name="target">Receives the new image.</param>
    public void Change(ReadOnlySpan<float> image, uint epoch, int row, Span<float> target)
    {
        var map = AffineMap.Identity;
        DisplacementField? displaced = null;
        for (int i = 0; i < _transforms.Count; i++)
        {
            var draws = new ImageDraws(_seed, epoch, row, i);
            map = map.Then(_transforms[i].Draw(draws));
            if (_fields[i] is not { } field) continue;
            field.Draw(draws);
            displaced = field;
        }
        _sampler.Sample(image, map, displaced, target);
    }
}
