using System.Globalization;
using Backprop.Data;

namespace Backprop;

/// <summary>The transforms by name, as the command line and files spell them.</summary>
public static class Augmentations
{
    private static readonly (string Name, int Numbers, Func<float[], ImageTransform> Create)[] All =
    [
        ("shift", 1, numbers => new ImageShift(numbers[0])),
        ("rotate", 1, numbers => new ImageRotation(numbers[0])),
        ("scale", 1, numbers => new ImageScaling(numbers[0])),
        ("elastic", 2, numbers => new ElasticDistortion(numbers[0], numbers[1])),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(entry => entry.Name)];

    /// <summary>Reads a list such as <c>shift=2,rotate=10,scale=0.1,elastic=34:4</c>.</summary>
    /// <exception cref="InvalidInputException">A name is unknown, or a number is missing or out of range.</exception>
    public static IReadOnlyList<ImageTransform> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ImageTransform[] transforms = [.. text.Split(',').Select(ParseOne)];
        Check(transforms);
        return transforms;
    }

    /// <summary>The list as it is read; empty for none.</summary>
    public static string Write(IEnumerable<ImageTransform> transforms) => string.Join(',', transforms);

    /// <summary>What an image of a data set becomes in each of some epochs, from the first on: what a training with that seed would see.</summary>
    /// <param name="transforms">The transforms, in their order.</param>
    /// <param name="images">The data, of which <see cref="Dataset.ImageShape"/> is known; outside of an image is 0, so their scale should begin there.</param>
    /// <param name="row">The row of the image.</param>
    /// <param name="epochs">How many epochs.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>An image an epoch.</returns>
    /// <exception cref="InvalidInputException">The data are not known to hold images.</exception>
    public static IReadOnlyList<float[]> Show(IReadOnlyList<ImageTransform> transforms, Dataset images, int row, int epochs, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(images);
        Check(transforms);
        var augmenter = new ImageAugmenter(transforms, new TrainingOptions().ShapeOf(images), seed);
        var changed = new float[epochs][];
        for (int epoch = 1; epoch <= epochs; epoch++) augmenter.Change(images.Input(row), (uint)epoch, row, changed[epoch - 1] = new float[images.Features]);
        return changed;
    }

    /// <exception cref="InvalidInputException">A transform is there twice: it could have been one.</exception>
    internal static void Check(IReadOnlyList<ImageTransform> transforms)
    {
        if (transforms.GroupBy(transform => transform.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidInputException($"There are two transforms '{twice.Key}'. Give each at most once.");
    }

    private static ImageTransform ParseOne(string text)
    {
        string[] parts = text.Trim().Split('=');
        var entry = Array.Find(All, entry => entry.Name == parts[0]);
        if (entry.Name is null) throw new InvalidInputException($"Unknown transform '{parts[0]}'. Known: shift=PIXELS, rotate=DEGREES, scale=PART, elastic=ALPHA:SIGMA.");
        string[] texts = parts.Length == 2 ? parts[1].Split(':') : [];
        var numbers = new float[texts.Length];
        for (int i = 0; i < texts.Length; i++)
            if (!float.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) texts = [];
        return texts.Length == entry.Numbers
            ? entry.Create(numbers)
            : throw new InvalidInputException($"'{text.Trim()}' needs {(entry.Numbers == 1 ? "one number, such as" : "two numbers, such as")} {(entry.Numbers == 1 ? $"{entry.Name}={(entry.Name == "scale" ? "0.1" : "2")}" : $"{entry.Name}=34:4")}.");
    }
}
