using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Cli.Terminals;
using Backprop.Data;
using Backprop.Files;

namespace Backprop.Cli.Commands;

/// <summary><c>data augment DATA</c>: a sheet of images, each as it is and as a training would see it in its first epochs.</summary>
internal sealed class DataAugmentCommand : DocumentedCommand
{
    private const int Versions = 11;

    private readonly CommandEnvironment _environment;
    private readonly Argument<string> _data = new("DATA") { Description = "IDX images, gzipped or not, or the built-in digits." };

    private readonly ValueOption<IReadOnlyList<ImageTransform>> _augment = new(
        "--augment", "LIST", "As of train: shift=PIXELS, rotate=DEGREES, scale=PART, elastic=ALPHA:SIGMA, separated by commas.", Augmentations.Parse, "shift=2,rotate=10,scale=0.1,elastic=34:4");

    private readonly ValueOption<ImageShape> _shape = new("--image-shape", "HxW", "The shape of the images.", ImageShape.Parse) { DefaultText = "that of the data" };
    private readonly ValueOption<int?> _rows = new("--rows", "N", "Images, from the first on.", text => Read.Whole(text, 1, MostRows), "10");
    private readonly ValueOption<ulong?> _seed = new("--seed", "N", "The key of the random changes.", text => Read.Seed(text), "0");
    private readonly ValueOption<string> _output = new("--output", "FILE", "Where the sheet goes, a PNG picture; an existing file is replaced.", Read.Text, "sheet.png");

    private const int MostRows = 1000;

    public DataAugmentCommand(CommandEnvironment environment) : base("augment", "Draws what augmentation makes of images: each image, and beside it what it is in the first epochs of a training.")
    {
        _environment = environment;
        Arguments.Add(_data);
        foreach (var option in new Option[] { _augment, _shape, _rows, _seed, _output }) Options.Add(option);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("data augment digits --augment shift=1,rotate=10", "See what becomes of the first ten digits."),
        ("data augment images.idx3 --augment elastic=34:4 --output elastic.png", "Elastic distortion alone, of IDX images."),
    ];

    private int Run(ParseResult parsed)
    {
        string word = parsed.GetRequiredValue(_data), output = _output.Of(parsed)!;
        var location = DataLocation.Find(word, labelsGiven: false);
        OutputFile.Require(output, [("the data", location.File)]);
        var images = Images(location, _shape.Of(parsed));
        int rows = Math.Min(_rows.Of(parsed)!.Value, images.Count);
        var sheet = new ImageSheet(images.ImageShape!, rows, Versions + 1);
        for (int row = 0; row < rows; row++)
        {
            sheet.Put(row, 0, images.Input(row));
            foreach (var (version, image) in Augmentations.Show(_augment.Of(parsed)!, images, row, Versions, _seed.Of(parsed)!.Value).Index())
                sheet.Put(row, 1 + version, image);
        }
        AtomicFile.Write(output, sheet.Write);
        new Facts(_environment).WriteVerbatim("Saved", $"{output}: {Figures.Count(rows, "image")}, each as it is and as it is in {Versions} epochs");
        return ExitCode.Done;
    }

    /// <summary>The images with their pixels between 0 and 1, as a training scales them; their classes are of no account.</summary>
    private static Dataset Images(DataLocation location, ImageShape? shape)
    {
        var rows = location.Kind switch
        {
            DataKind.BuiltIn => BuiltInDatasets.Load(location.Word).Inputs,
            DataKind.Idx => IdxReader.ReadImages(location.Word),
            _ => throw new InvalidInputException($"{location.Word} is {location.KindName}, which holds no images. Give IDX images, or digits."),
        };
        if (shape is not null) rows = rows.AsImages(shape);
        if (rows.ImageShape is not { } known)
            throw new InvalidInputException($"'{rows.Name}' is not known to hold images. Give their shape with --image-shape 28x28.");
        var (least, largest) = rows.InputRange is { } range ? (range.Minimum, range.Maximum) : Extent(rows.Values);
        float[] scaled = [.. rows.Values.ToArray().Select(value => (value - least) / Math.Max(largest - least, float.Epsilon))];
        return Dataset.ForRegression(new InputRows(rows.Name, scaled, rows.Features).AsImages(known), new float[rows.Count], ["none"]);
    }

    private static (float Least, float Largest) Extent(ReadOnlySpan<float> values)
    {
        var (least, largest) = (values[0], values[0]);
        foreach (float value in values) (least, largest) = (Math.Min(least, value), Math.Max(largest, value));
        return (least, largest);
    }
}
