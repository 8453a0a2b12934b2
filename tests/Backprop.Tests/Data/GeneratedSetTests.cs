using Backprop.Data;

namespace Backprop.Tests.Data;

public class GeneratedSetTests
{
    // From tests/fixtures/generated_sets.py, which shares no code with the library.
    [Theory]
    [InlineData("xor", 400, "815631810f1913189c207f0d53cf79c9b47fc845ec33b0da20143e43a64b6166")]
    [InlineData("spirals", 1000, "cb6e88708382ecf9a0abe503ae900da34e93964a9cf54578661c40a02b5e47b1")]
    [InlineData("moons", 1000, "9f7338977ac0a7c2c6a1f505fb644326ff06596b109f2bcb77bf325a13b5bfa3")]
    [InlineData("circles", 1000, "cb6cf66a7d9b00afb69117b41df626c088bafaa797f252cdd8b0bcb9aa0483b7")]
    public void Every_machine_makes_the_same_bits(string name, int count, string fingerprint)
    {
        Dataset data = BuiltInDatasets.Load(name);
        Assert.Equal((count, 2, 2), (data.Count, data.Features, data.Outputs));
        Assert.Equal([count / 2, count / 2], data.ClassCounts());
        Assert.Equal(["x", "y"], data.FeatureNames);
        Assert.Equal(fingerprint, Fingerprint.Of(data));
    }

    [Theory]
    [InlineData("xor")]
    [InlineData("spirals")]
    [InlineData("moons")]
    [InlineData("circles")]
    public void Another_seed_makes_another_set_of_the_same_classes(string name)
    {
        Dataset data = BuiltInDatasets.Load(name), other = BuiltInDatasets.Load(name, seed: 1);
        Assert.NotEqual(Fingerprint.Of(data), Fingerprint.Of(other));
        Assert.Equal(data.Labels.ToArray(), other.Labels.ToArray());
        Assert.Equal(Fingerprint.Of(other), Fingerprint.Of(BuiltInDatasets.Load(name, seed: 1)));
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("iris")]
    public void Measured_sets_do_not_change_with_a_seed(string name) =>
        Assert.Equal(Fingerprint.Of(BuiltInDatasets.Load(name)), Fingerprint.Of(BuiltInDatasets.Load(name, seed: 1)));

    [Fact]
    public void Noise_is_as_wide_as_described_and_centred()
    {
        Dataset xor = BuiltInDatasets.Load("xor");
        double[] noise = [.. xor.Inputs.Values.ToArray().Select(value => value - Math.Round(value))];
        // 800 numbers of deviation 0.1: five standard errors of the mean and of the deviation.
        Assert.InRange(noise.Average(), -5 * 0.1 / Math.Sqrt(800), 5 * 0.1 / Math.Sqrt(800));
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)), 0.1 - 5 * 0.1 / Math.Sqrt(1600), 0.1 + 5 * 0.1 / Math.Sqrt(1600));
    }
}
