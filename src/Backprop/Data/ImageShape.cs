using System.Globalization;

namespace Backprop.Data;

/// <summary>How the features of a row lie in an image: <c>[channels, height, width]</c>, a row of pixels after the other, a channel after the other.</summary>
/// <param name="Channels">Channels, at least 1; 1 for gray.</param>
/// <param name="Height">Rows of pixels, at least 1.</param>
/// <param name="Width">Pixels of a row, at least 1.</param>
public sealed record ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers of an image.</summary>
    public long Pixels => (long)Channels * Height * Width;

    /// <summary>Reads <c>28x28</c> (height, width) or <c>3x32x32</c> (channels, height, width).</summary>
    /// <exception cref="InvalidInputException">The text is no shape.</exception>
    public static ImageShape Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sizes = new List<int>();
        foreach (string part in text.Split('x'))
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size is > 0 and <= LargestSide) sizes.Add(size);
            else throw NoShape(text);
        return sizes switch
        {
            [var height, var width] => new ImageShape(1, height, width),
            [var channels, var height, var width] => new ImageShape(channels, height, width),
            _ => throw NoShape(text),
        };
    }

    private const int LargestSide = 65536;

    /// <summary>As it is written: <c>1x28x28</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels}x{Height}x{Width}");

    private static InvalidInputException NoShape(string text) =>
        new($"'{text}' is no shape of an image. Give height and width, such as 28x28, or channels, height and width, such as 3x32x32.");
}
