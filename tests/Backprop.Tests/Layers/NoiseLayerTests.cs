using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop.Tests.Layers;

public class NoiseLayerTests
{
    // Of 40,000 draws: five standard errors of a share, a mean or a variance.
    private const double Draws = 40_000, Tolerance = 0.03;

    public static TheoryData<string> Kinds => ["dropout", "alpha-dropout", "gaussian-noise"];

    public static TheoryData<string, int> Threads => new(from row in Kinds from threads in new[] { 2, 3, 8 } select (row.Data, threads));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gradients_are_those_of_the_reference_and_of_finite_differences(string kind)
    {
        var network = new Network(7, [new Dense(21, Activation.Tanh), Create(kind), new Dense(9, Activation.Selu), Create(kind), new Dense(3, Activation.Softmax)], seed: 4);
        var result = GradientCheck.Run(network, Loss.CrossEntropy, SyntheticData.Classes(37, 7, 3));
        Assert.True(result.Passed, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void Threads_change_no_bit(string kind, int threads)
    {
        Assert.Equal(Trained(kind, 1, seed: 5), Trained(kind, threads, seed: 5));
        Assert.NotEqual(Trained(kind, 1, seed: 5), Trained(kind, 1, seed: 6));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Predictions_are_undisturbed_and_survive_a_file(string kind)
    {
        Layer[] dense = [new Dense(21, Activation.Tanh), new Dense(3)];
        var plain = new Network(7, dense, seed: 4);
        var noisy = new Network(7, [new Dense(21, Activation.Tanh), Create(kind), new Dense(3)], seed: 4);
        foreach (var (from, to) in plain.Parameters.Zip(noisy.Parameters))
            for (int row = 0; row < from.Value.Rows; row++) from.Value.Row(row).CopyTo(to.Value.Row(row));
        float[] input = [1, -2, 3, 0.5f, -0.25f, 0, 1];
        Assert.Equal(plain.Predict(input), noisy.Predict(input));
        Assert.Equal("7-21-3", noisy.ToString());

        using var directory = new Files.TemporaryDirectory();
        var schema = new ModelSchema { Features = [.. "abcdefg".Select(c => $"{c}")], Targets = ["x", "y", "z"] };
        new Model(noisy, Loss.SquaredError, schema).Save(directory["model"]);
        var loaded = Model.Load(directory["model"]);
        Assert.Equal(plain.Predict(input), loaded.Network.Predict(input));
        Assert.Equal(kind, loaded.Network.Layers[1].Kind);
    }

    [Fact]
    public void Dropout_drops_its_share_and_keeps_the_mean()
    {
        double[] scales = [.. Drawn(new Dropout(0.3f)).Select(draw => draw.Scale)];
        Assert.Equal(0.3, scales.Count(scale => scale == 0) / Draws, Tolerance);
        Assert.All(scales.Where(scale => scale != 0), scale => Assert.Equal(1 / 0.7, scale, 1e-6));
        Assert.Equal(1, scales.Average(), Tolerance);
    }

    [Fact]
    public void Alpha_dropout_keeps_mean_0_and_variance_1()
    {
        var random = new CounterRandom(1, RandomPurpose.Sampling, 9);
        double[] outputs = [.. Drawn(new AlphaDropout(0.2f)).Select((draw, i) => draw.Scale * random.Normal((ulong)i) + draw.Shift)];
        Assert.Equal(0, outputs.Average(), Tolerance);
        Assert.Equal(1, outputs.Average(x => x * x), Tolerance);
        // PyTorch's alpha_dropout of zeros with p = 0.2: a = 0.8782…, dropped −1.758·a + b.
        double a = 1 / Math.Sqrt(0.8 + 1.7580993408473766 * 1.7580993408473766 * 0.8 * 0.2), b = a * 0.2 * 1.7580993408473766;
        Assert.Equal(b - a * 1.7580993408473766, Drawn(new AlphaDropout(0.2f)).First(draw => draw.Scale == 0).Shift, 1e-6);
    }

    [Fact]
    public void Gaussian_noise_has_mean_0_and_its_deviation()
    {
        double[] shifts = [.. Drawn(new GaussianNoise(0.5f)).Select(draw => draw.Shift)];
        Assert.Equal(0, shifts.Average(), Tolerance);
        Assert.Equal(0.25, shifts.Average(x => x * x), Tolerance / 4);
    }

    [Fact]
    public void Another_epoch_row_or_neuron_draws_otherwise()
    {
        var layer = new Dropout();
        bool[] Keeps(uint epoch, int row) => [.. Enumerable.Range(0, 64).Select(neuron => layer.Draw(3, epoch, row, neuron).Scale != 0)];
        Assert.NotEqual(Keeps(1, 0), Keeps(2, 0));
        Assert.NotEqual(Keeps(1, 0), Keeps(1, 1));
        Assert.Equal(Keeps(1, 0), Keeps(1, 0));
    }

    [Fact]
    public void Rates_out_of_range_are_refused()
    {
        Assert.Contains("must be above 0 and below 1, not 1", Assert.Throws<InvalidInputException>(() => new Dropout(1)).Message, StringComparison.Ordinal);
        Assert.Contains("must be above 0 and below 1, not 0", Assert.Throws<InvalidInputException>(() => new AlphaDropout(0)).Message, StringComparison.Ordinal);
        Assert.Contains("finite number above 0, not -1", Assert.Throws<InvalidInputException>(() => new GaussianNoise(-1)).Message, StringComparison.Ordinal);
    }

    private static NoiseLayer Create(string kind) => kind switch { "dropout" => new Dropout(0.4f), "alpha-dropout" => new AlphaDropout(0.2f), _ => new GaussianNoise(0.3f) };

    private static IEnumerable<(double Scale, double Shift)> Drawn(NoiseLayer layer) =>
        from row in Enumerable.Range(0, (int)Draws / 100) from neuron in Enumerable.Range(0, 100) select layer.Draw(7, 1, row, neuron);

    private static string Trained(string kind, int threads, ulong seed)
    {
        var network = new Network(30, [new Dense(300, Activation.Relu), Create(kind), new Dense(50, Activation.Tanh), Create(kind), new Dense(4, Activation.Softmax)], seed: 3);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 100, Seed = seed, Threads = threads };
        Assert.Equal(StopReason.Completed, new Trainer(network, Loss.CrossEntropy, new Adam(), options).Train(SyntheticData.Classes(250, 30, 4)).StopReason);
        return network.Sha256();
    }
}
