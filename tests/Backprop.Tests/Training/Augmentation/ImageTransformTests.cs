using System.Text.Json;
using Backprop.Data;
using Backprop.Numerics;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Training.Augmentation;

public class ImageTransformTests
{
    // Places are floats below 32, whose rounding of 2e-6 is multiplied by differences of pixels of at most 1, in two directions.
    private const double PlacesInFloat = 1e-5;

    // Chains of some tens of float additions of numbers below 20.
    private const double SmoothingInFloat = 2e-5;

    private static readonly JsonElement Scipy = Fixture.Read("elastic.json");
    private static readonly ImageShape Shape = new(1, Scipy.GetProperty("height").GetInt32(), Scipy.GetProperty("width").GetInt32());

    public static TheoryData<string> Identities => ["shift=0", "rotate=0", "scale=0", "elastic=0:4", "shift=0,rotate=0,scale=0,elastic=0:2"];

    [Theory]
    [MemberData(nameof(Identities))]
    public void A_transform_of_no_strength_gives_the_same_bits(string text)
    {
        var shape = new ImageShape(3, 7, 10);
        var image = Noise(shape);
        Assert.Equal(image, Changed(text, shape, image, epoch: 1, row: 5));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(-1, 3)]
    [InlineData(0, -2)]
    [InlineData(40, 1)]
    public void A_shift_by_whole_pixels_is_a_shift_by_hand(int right, int down)
    {
        var shape = new ImageShape(2, 5, 8);
        var image = Noise(shape);
        var expected = new float[image.Length];
        for (int channel = 0; channel < 2; channel++)
            for (int y = 0; y < 5; y++)
                for (int x = 0; x < 8; x++)
                    if (y - down is >= 0 and < 5 && x - right is >= 0 and < 8)
                        expected[(channel * 5 + y) * 8 + x] = image[(channel * 5 + y - down) * 8 + x - right];
        Assert.Equal(expected, Sampled(shape, image, AffineMap.OfShift(right, down)));
    }

    [Fact]
    public void Half_a_pixel_to_the_right_is_the_mean_of_two()
    {
        var shape = new ImageShape(1, 1, 3);
        Assert.Equal([0.5f, 1.5f, 2.5f], Sampled(shape, [1, 2, 3], AffineMap.OfShift(0.5, 0)));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(9)]
    public void A_quarter_turn_counterclockwise_is_a_transposition_and_a_flip(int side)
    {
        var shape = new ImageShape(1, side, side);
        var image = Noise(shape);
        var expected = new float[image.Length];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) expected[(side - 1 - x) * side + y] = image[y * side + x];
        Assert.Equal(expected, Sampled(shape, image, AffineMap.OfRotation(90)));
    }

    [Fact]
    public void Twice_as_large_spreads_the_middle()
    {
        var shape = new ImageShape(1, 1, 5);
        Assert.Equal([2, 2.5f, 3, 3.5f, 4], Sampled(shape, [1, 2, 3, 4, 5], AffineMap.OfScaling(2, 1)));
    }

    [Fact]
    public void Smoothed_displacements_are_those_of_scipy()
    {
        var field = Field();
        Equal("displacementsX", field.X, SmoothingInFloat);
        Equal("displacementsY", field.Y, SmoothingInFloat);
    }

    [Fact]
    public void An_elastic_distortion_with_given_noise_is_that_of_scipy() =>
        Equal("elastic", Sampled(Shape, Image(), AffineMap.Identity, Field()), PlacesInFloat + SmoothingInFloat);

    [Fact]
    public void Scaling_turning_and_shifting_are_one_interpolation_at_the_places_of_numpy() =>
        Equal("affine", Sampled(Shape, Image(), Map()), PlacesInFloat);

    [Fact]
    public void Displacements_join_the_other_transforms_before_the_one_interpolation() =>
        Equal("both", Sampled(Shape, Image(), Map(), Field()), PlacesInFloat + SmoothingInFloat);

    [Fact]
    public void Draws_depend_on_seed_epoch_and_data_point_and_on_nothing_else()
    {
        const string all = "shift=2,rotate=10,scale=0.1,elastic=8:2";
        var image = Noise(Shape);
        var augmenter = new ImageAugmenter(Augmentations.Parse(all), Shape, seed: 1);
        var (first, again) = (new float[image.Length], new float[image.Length]);
        augmenter.Change(image, 3, 17, first);
        augmenter.Change(image, 4, 17, again);
        Assert.NotEqual(first, again);
        augmenter.Change(image, 3, 18, again);
        Assert.NotEqual(first, again);
        augmenter.Change(image, 3, 17, again);
        Assert.Equal(first, again);
        Assert.NotEqual(first, Changed(all, Shape, image, 3, 17, seed: 2));
    }

    [Fact]
    public void Draws_stay_within_their_strength_and_reach_both_ends()
    {
        const int points = 2000;
        double[] draws = [.. Enumerable.Range(0, points).Select(row => new ImageDraws(5, 1, row, 0).Within(3, 0))];
        Assert.All(draws, draw => Assert.InRange(draw, -3, 3));
        Assert.InRange(draws.Min(), -3, -2.97);
        Assert.InRange(draws.Max(), 2.97, 3);
        // Of the mean of 2000 uniform numbers the deviation is 3/√(3·2000) = 0.039; five of them happen once in two million draws.
        Assert.InRange(draws.Average(), -0.2, 0.2);
    }

    [Theory]
    [InlineData("shift=-1", "largest shift")]
    [InlineData("rotate=-10", "largest angle")]
    [InlineData("rotate=NaN", "largest angle")]
    [InlineData("scale=1", "below 1")]
    [InlineData("elastic=34", "two numbers")]
    [InlineData("elastic=34:0", "deviation")]
    [InlineData("shift", "one number")]
    [InlineData("shift=a", "one number")]
    [InlineData("zoom=2", "Unknown transform 'zoom'")]
    [InlineData("", "Unknown transform")]
    [InlineData("shift=1,shift=2", "two transforms 'shift'")]
    public void A_bad_list_is_refused_in_one_line(string text, string named)
    {
        var refusal = Assert.Throws<InvalidInputException>(() => Augmentations.Parse(text));
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_list_is_written_as_it_is_read() =>
        Assert.Equal("shift=2,rotate=10.5,scale=0.1,elastic=34:4", Augmentations.Write(Augmentations.Parse("shift=2, rotate=10.5,scale=0.1,elastic=34:4")));

    private static AffineMap Map()
    {
        var map = Scipy.GetProperty("map");
        double Of(string name) => map.GetProperty(name).GetDouble();
        return AffineMap.OfScaling(Of("width"), Of("height")).Then(AffineMap.OfRotation(Of("degrees"))).Then(AffineMap.OfShift(Of("right"), Of("down")));
    }

    private static DisplacementField Field()
    {
        var field = new DisplacementField(Shape.Height, Shape.Width, Scipy.GetProperty("alpha").GetSingle(), Scipy.GetProperty("sigma").GetSingle());
        Floats("noiseX").CopyTo(field.X);
        Floats("noiseY").CopyTo(field.Y);
        field.Smooth();
        return field;
    }

    private static float[] Image() => Floats("image");

    private static float[] Floats(string name) => [.. Scipy.GetProperty(name).Numbers().Select(number => (float)number)];

    private static void Equal(string name, ReadOnlySpan<float> actual, double tolerance)
    {
        double[] expected = Scipy.GetProperty(name).Numbers();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }

    private static float[] Noise(ImageShape shape)
    {
        var random = new CounterRandom(9, RandomPurpose.Sampling, 4);
        return [.. Enumerable.Range(0, (int)shape.Pixels).Select(i => (float)random.Uniform((ulong)i))];
    }

    private static float[] Sampled(ImageShape shape, float[] image, in AffineMap map, DisplacementField? field = null)
    {
        var target = new float[image.Length];
        new ImageSampler(shape).Sample(image, map, field, target);
        return target;
    }

    private static float[] Changed(string text, ImageShape shape, float[] image, uint epoch, int row, ulong seed = 1)
    {
        var target = new float[image.Length];
        new ImageAugmenter(Augmentations.Parse(text), shape, seed).Change(image, epoch, row, target);
        return target;
    }
}
