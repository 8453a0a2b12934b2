using Backprop.Data;

namespace Backprop.Tests.Data;

public class MnistTests
{
    // Counts and pixel sums: Python's gzip and sum over the bytes of the files. The counts of t10k are those of the literature.
    [Theory]
    [InlineData("t10k", 264_923_200, new[] { 980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009 }, new[] { 7, 2, 1, 0, 4, 1, 4, 9, 5, 9 })]
    [InlineData("train10k", 262_146_600, new[] { 1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978 }, new[] { 4, 9, 1, 7, 4, 9, 5, 1, 6, 2 })]
    public void Ten_thousand_handwritten_digits_load(string part, long pixelSum, int[] classCounts, int[] firstLabels)
    {
        Dataset data = IdxReader.Read(SharedData.Path($"mnist/{part}-images-idx3-ubyte.gz"), SharedData.Path($"mnist/{part}-labels-idx1-ubyte.gz"));
        Assert.Equal((10_000, 784, 10), (data.Count, data.Features, data.Outputs));
        Assert.Equal(classCounts, data.ClassCounts());
        Assert.Equal(firstLabels, data.Labels[..10].ToArray());
        Assert.Equal(pixelSum, data.Inputs.Values.ToArray().Sum(pixel => (long)pixel));
        Assert.Equal(new ValueRange(0, 255), data.InputRange);
        Assert.All(data.Inputs.Values.ToArray().Distinct(), pixel => Assert.True(pixel is >= 0 and <= 255 && pixel == MathF.Round(pixel)));
        Assert.Equal(("pixel_0_0", "pixel_27_27"), (data.FeatureNames[0], data.FeatureNames[783]));
    }
}
