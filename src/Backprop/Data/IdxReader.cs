using System.Globalization;
using Backprop.Files;

namespace Backprop.Data;

/// <summary>
/// Reads IDX files, the format of MNIST: images in one file, their labels in another, each gzipped or not.
/// Elements may be u8, i8, i16, i32, f32 or f64; the format is described at yann.lecun.com/exdb/mnist.
/// </summary>
public static class IdxReader
{
    /// <summary>The largest class number: above it a file of labels is more likely not one.</summary>
    public const int LargestLabel = 65_535;

    /// <summary>Images with their labels: a row an image, <c>[images, height · width]</c>, with the input range 0 … 255 where pixels are bytes.</summary>
    /// <param name="imagesPath">The file of images: two dimensions or more, the first counts the images.</param>
    /// <param name="labelsPath">The file of labels: one dimension, whole numbers from 0.</param>
    /// <param name="classNames">The classes of a model that the data are for; by default "0", "1", … up to the largest label.</param>
    /// <exception cref="InvalidInputException">Whatever is wrong with the files; the message names path and offset.</exception>
    public static Dataset Read(string imagesPath, string labelsPath, IReadOnlyList<string>? classNames = null)
    {
        using IdxFile images = OpenImages(imagesPath), labels = OpenLabels(labelsPath);
        if (images.Dimensions[0] != labels.Dimensions[0])
            throw new InvalidInputException(
                $"{imagesPath} holds {Counted.Of(images.Dimensions[0], "image")} but {labelsPath} holds {Counted.Of(labels.Dimensions[0], "label")}; each image needs its label.");
        int[] classes = classNames is null ? ReadLabels(labels, out classNames) : ReadLabels(labels, classNames);
        return Dataset.ForClassification(ReadImages(images), classes, classNames);
    }

    /// <summary>Images alone, to predict from: a row an image, <c>[images, height · width]</c>.</summary>
    /// <param name="path">The file of images: two dimensions or more, the first counts the images.</param>
    /// <exception cref="InvalidInputException">Whatever is wrong with the file; the message names path and offset.</exception>
    public static InputRows ReadImages(string path)
    {
        using IdxFile images = OpenImages(path);
        return ReadImages(images);
    }

    private static IdxFile OpenImages(string path)
    {
        IdxFile file = IdxFile.Open(path);
        if (file.Dimensions.Length > 1) return file;
        file.Dispose();
        throw new InvalidInputException(
            $"{path}: at byte 3 the header says 1 dimension, as labels have; images have 3. If the two files are exchanged, swap them.");
    }

    private static IdxFile OpenLabels(string path)
    {
        IdxFile file = IdxFile.Open(path);
        if (file.Dimensions.Length == 1 && file.Element.IsWhole) return file;
        file.Dispose();
        throw new InvalidInputException(file.Dimensions.Length > 1
            ? $"{path}: at byte 3 the header says {file.Dimensions.Length} dimensions, as images have; labels have 1. If the two files are exchanged, swap them."
            : $"{path}: at byte 2 the header says {file.Element.Name} numbers; labels are whole numbers (u8, i8, i16 or i32).");
    }

    private static InputRows ReadImages(IdxFile file)
    {
        float[] pixels = file.ReadElements();
        int features = pixels.Length / file.Dimensions[0];
        ColumnNames? names = file.Dimensions.Length == 3 ? ColumnNames.Pixels(file.Dimensions[1], file.Dimensions[2]) : null;
        ValueRange? range = file.Element == IdxElement.UInt8 ? new ValueRange(0, 255) : null;
        var rows = new InputRows(Path.GetFileName(file.Path), pixels, features, names, range);
        return file.Dimensions.Length == 3 ? rows.AsImages(new ImageShape(1, file.Dimensions[1], file.Dimensions[2])) : rows;
    }

    private static int[] ReadLabels(IdxFile file, out IReadOnlyList<string> classNames)
    {
        int[] labels = ReadLabels(file);
        int largest = labels.Max();
        if (labels.Min() == largest)
            throw new InvalidInputException($"{file.Path}: every label is {largest}: the target has one class only; a classifier needs at least two.");
        classNames = [.. Enumerable.Range(0, largest + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))];
        return labels;
    }

    private static int[] ReadLabels(IdxFile file, IReadOnlyList<string> classNames)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < classNames.Count; c++) index[classNames[c]] = c;
        int[] labels = ReadLabels(file);
        for (int i = 0; i < labels.Length; i++)
        {
            if (!index.TryGetValue(labels[i].ToString(CultureInfo.InvariantCulture), out int known))
                throw new InvalidInputException(
                    $"{file.Path}: label {i} (from 0) is {labels[i]}, which is none of the model's classes {string.Join(", ", classNames.Take(20))}.");
            labels[i] = known;
        }
        return labels;
    }

    // Floats hold every whole number up to 2²⁴ exactly, and larger ones stay larger than the largest label.
    private static int[] ReadLabels(IdxFile file)
    {
        float[] values = file.ReadElements();
        int wrong = Array.FindIndex(values, value => value is < 0 or > LargestLabel);
        if (wrong >= 0)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{file.Path}: label {wrong} (from 0), at byte {8 + (long)wrong * file.Element.Size}, is {(long)values[wrong]}; class numbers are 0 … {LargestLabel}."));
        return Array.ConvertAll(values, value => (int)value);
    }
}
