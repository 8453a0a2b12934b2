using Backprop.Data;

namespace Backprop;

/// <summary>
/// Makes a new image of an old one: the value at each pixel is interpolated between the four pixels around the place that it comes
/// from. One caller at a time.
/// </summary>
internal sealed class ImageSampler
{
    // Zeros around the old image, so that places just outside need no special case: one pixel before it and two behind.
    private const int Before = 1, Border = 3;

    private readonly ImageShape _shape;
    private readonly float[] _bordered;
    private readonly int[] _corners;
    private readonly float[] _rights, _downs;

    public ImageSampler(ImageShape shape)
    {
        _shape = shape;
        _bordered = new float[(shape.Height + Border) * Stride];
        int pixels = shape.Height * shape.Width;
        (_corners, _rights, _downs) = (new int[pixels], new float[pixels], new float[pixels]);
    }

    private int Stride => _shape.Width + Border;

    /// <summary>Writes the new image.</summary>
    /// <param name="image">The old one, <c>[channels, height, width]</c>.</param>
    /// <param name="map">Where each pixel comes from.</param>
    /// <param name="field">How far it is displaced besides; null for not at all.</param>
    /// <param name="target">Receives the new image.</param>
    public void Sample(ReadOnlySpan<float> image, in AffineMap map, DisplacementField? field, Span<float> target)
    {
        int pixels = _shape.Height * _shape.Width;
        Locate(map, field);
        for (int channel = 0; channel < _shape.Channels; channel++)
        {
            var old = image.Slice(channel * pixels, pixels);
            for (int y = 0; y < _shape.Height; y++)
                old.Slice(y * _shape.Width, _shape.Width).CopyTo(_bordered.AsSpan((y + Before) * Stride + Before));
            Interpolate(target.Slice(channel * pixels, pixels));
        }
    }

    /// <summary>For each new pixel the pixel up and left of its place, and how far right and down of that it lies.</summary>
    private void Locate(in AffineMap map, DisplacementField? field)
    {
        double centerX = (_shape.Width - 1) / 2.0, centerY = (_shape.Height - 1) / 2.0;
        for (int y = 0, pixel = 0; y < _shape.Height; y++)
        {
            double fromX = map.Xy * (y - centerY) + map.X0 + centerX, fromY = map.Yy * (y - centerY) + map.Y0 + centerY;
            for (int x = 0; x < _shape.Width; x++, pixel++)
            {
                // As floats, so that a quarter turn or a whole pixel is exactly that.
                float placeX = (float)(map.Xx * (x - centerX) + fromX), placeY = (float)(map.Yx * (x - centerX) + fromY);
                if (field is not null) (placeX, placeY) = (placeX + field.X[pixel], placeY + field.Y[pixel]);
                // Outside everything is 0 alike.
                placeX = Math.Clamp(placeX, -Before, _shape.Width);
                placeY = Math.Clamp(placeY, -Before, _shape.Height);
                float left = MathF.Floor(placeX), top = MathF.Floor(placeY);
                _corners[pixel] = ((int)top + Before) * Stride + (int)left + Before;
                (_rights[pixel], _downs[pixel]) = (placeX - left, placeY - top);
            }
        }
    }

    private void Interpolate(Span<float> target)
    {
        ReadOnlySpan<float> old = _bordered;
        int stride = Stride;
        for (int pixel = 0; pixel < target.Length; pixel++)
        {
            var around = old.Slice(_corners[pixel], stride + 2);
            float right = _rights[pixel];
            float above = around[0] + right * (around[1] - around[0]), below = around[stride] + right * (around[stride + 1] - around[stride]);
            target[pixel] = above + _downs[pixel] * (below - above);
        }
    }
}
