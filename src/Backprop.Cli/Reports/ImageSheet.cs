using Backprop.Data;

namespace Backprop.Cli.Reports;

/// <summary>Images in rows and columns, dark on white, each pixel a square.</summary>
internal sealed class ImageSheet
{
    private const int Gap = 6, SideOfImage = 84;

    private readonly ImageShape _shape;
    private readonly int _square, _channels;
    private readonly PngImage _png;

    public ImageSheet(ImageShape shape, int rows, int columns)
    {
        _shape = shape;
        _channels = shape.Channels == 3 ? 3 : 1;
        _square = Math.Max(1, SideOfImage / Math.Max(shape.Height, shape.Width));
        (Width, Height) = (Gap + columns * CellWidth, Gap + rows * CellHeight);
        _png = new PngImage(Width, Height, _channels);
        _png.Bytes.AsSpan().Fill(byte.MaxValue);
    }

    public int Width { get; }

    public int Height { get; }

    private int CellWidth => _shape.Width * _square + Gap;

    private int CellHeight => _shape.Height * _square + Gap;

    /// <summary>Puts an image, <c>[channels, height, width]</c> of 0 … 1, into its place; gray ones are drawn as ink.</summary>
    public void Put(int row, int column, ReadOnlySpan<float> image)
    {
        int pixels = _shape.Height * _shape.Width;
        for (int channel = 0; channel < _channels; channel++)
            for (int y = 0; y < _shape.Height * _square; y++)
                for (int x = 0; x < _shape.Width * _square; x++)
                {
                    float value = Math.Clamp(image[channel * pixels + y / _square * _shape.Width + x / _square], 0, 1);
                    int place = (Gap + row * CellHeight + y) * Width + Gap + column * CellWidth + x;
                    _png.Bytes[place * _channels + channel] = (byte)MathF.Round(255 * (_channels == 1 ? 1 - value : value));
                }
    }

    public void Write(Stream stream) => _png.Write(stream);
}
