using System.Globalization;
using Backprop.Data;
using Backprop.Numerics;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Training.Augmentation;

public class MixupTests
{
    [Theory]
    [InlineData("0.1")]
    [InlineData("0.2")]
    [InlineData("0.4")]
    [InlineData("1.0")]
    [InlineData("3.0")]
    public void Shares_have_the_quantiles_of_beta_by_scipy(string alpha)
    {
        const int points = 20_000;
        var fixture = Fixture.Read("elastic.json");
        var mixup = new Mixup(float.Parse(alpha, CultureInfo.InvariantCulture), points, seed: 3);
        float[] shares = [.. Enumerable.Range(0, points).Select(row => mixup.Draw(1, row).Own)];
        double[] parts = fixture.GetProperty("quantiles").Numbers(), quantiles = fixture.GetProperty("beta").GetProperty(alpha).Numbers();
        for (int i = 0; i < parts.Length; i++)
        {
            // As floats, shares just below 1 are 1.
            if (quantiles[i] > 1 - 1e-6) continue;
            // The share of draws below a quantile has the deviation √(p(1 − p)/n) ≤ 0.0036; five of them.
            double below = shares.Count(share => share <= quantiles[i]) / (double)points;
            Assert.Equal(parts[i], below, 0.018);
        }
    }

    [Fact]
    public void The_other_data_point_may_be_any()
    {
        var mixup = new Mixup(0.2f, points: 10, seed: 3);
        var counts = new int[10];
        for (int row = 0; row < 10; row++)
            for (uint epoch = 1; epoch <= 100; epoch++) counts[mixup.Draw(epoch, row).Other]++;
        // 100 each; the deviation is √(1000·0.1·0.9) = 9.5, and five of them are 48.
        Assert.All(counts, count => Assert.InRange(count, 52, 148));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Inputs_and_targets_are_mixed_by_the_formula(bool classes)
    {
        const int points = 37, features = 6, outputs = 3;
        var data = classes ? SyntheticData.Classes(points, features, outputs) : SyntheticData.Noise(points, features, outputs);
        var options = new TrainingOptions { Mixup = 0.5f, Seed = 8 };
        using var team = new ThreadTeam(1);
        var network = new Network(features, [new Dense(outputs)]);
        var pass = new NetworkPass(network, points, forTraining: true, team);
        var loader = new PointLoader(data, pass, seed: 8, Augmenter.Of(options, data, members: 1));
        loader.Points.Epoch = 2;
        int[] rows = [.. Enumerable.Range(0, points).Reverse()];
        loader.Load(rows);

        var mixup = new Mixup(0.5f, points, seed: 8);
        var (own, other) = (new float[outputs], new float[outputs]);
        for (int point = 0; point < points; point++)
        {
            var (partner, share) = mixup.Draw(2, rows[point]);
            for (int feature = 0; feature < features; feature++)
                Assert.Equal(share * data.Input(rows[point])[feature] + (1 - share) * data.Input(partner)[feature], pass.Input.FeatureMajor[feature, point], OneRounding);
            data.CopyTarget(rows[point], own);
            data.CopyTarget(partner, other);
            for (int output = 0; output < outputs; output++)
                Assert.Equal(share * own[output] + (1 - share) * other[output], loader.Targets[output, point], OneRounding);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_points_with_weights_each_counts_its_own_weight_times_its_share(bool classes)
    {
        const int points = 23, features = 3, outputs = 2;
        var data = classes ? SyntheticData.Classes(points, features, outputs) : SyntheticData.Noise(points, features, outputs);
        float[] weights = [.. Enumerable.Range(0, points).Select(row => 0.25f + row % 7)];
        data = data.WithWeights(weights);
        var network = new Network(features, [new Dense(outputs, classes ? Activation.Softmax : Activation.Identity)], seed: 3);
        using var team = new ThreadTeam(1);
        var options = new TrainingOptions { Mixup = 0.5f, Seed = 8 };
        var gradient = new BatchGradient(network, classes ? Loss.CrossEntropy : Loss.SquaredError, data, points, team, seed: 8, augmenter: Augmenter.Of(options, data, members: 1)) { Epoch = 2 };
        double loss = gradient.Compute([.. Enumerable.Range(0, points)]);

        // By hand, in double: with the outputs y of the mixed inputs, λ·w·∂L(y, t) + (1 − λ)·w′·∂L(y, t′).
        var mixup = new Mixup(0.5f, points, seed: 8);
        var (expected, expectedLoss, all) = (new double[outputs], 0.0, 0.0);
        for (int point = 0; point < points; point++)
        {
            var (other, share) = mixup.Draw(2, point);
            double[] inputs = [.. Enumerable.Range(0, features).Select(feature => share * (double)data.Input(point)[feature] + (1 - share) * (double)data.Input(other)[feature])];
            double[] y = Outputs(network, inputs, classes);
            foreach (var (row, weight) in ((int, double)[])[(point, share * (double)weights[point]), (other, (1 - (double)share) * weights[other])])
            {
                all += weight;
                var target = new float[outputs];
                data.CopyTarget(row, target);
                for (int output = 0; output < outputs; output++)
                {
                    expected[output] += weight * (classes ? y[output] - target[output] : 2 * (y[output] - target[output]));
                    expectedLoss -= classes ? weight * target[output] * Math.Log(y[output]) : 0;
                }
            }
        }
        for (int output = 0; output < outputs; output++) Assert.Equal(points * expected[output] / all, gradient.Sums[1][output, 0], SumOfFloats);
        Assert.Equal(all, gradient.Weight, SumOfFloats);
        // Of numbers the loss of the mixed targets is smaller by what no weight of the network can change: how far the two lie apart.
        if (classes) Assert.Equal(expectedLoss / all, loss, SumOfFloats);
    }

    private static double[] Outputs(Network network, double[] inputs, bool isSoftmax)
    {
        var (weights, biases) = (network.Parameters[0].Value, network.Parameters[1].Value);
        double[] sums = [.. Enumerable.Range(0, weights.Rows).Select(output => biases[output, 0] + inputs.Select((input, i) => weights[output, i] * input).Sum())];
        if (!isSoftmax) return sums;
        double all = sums.Sum(Math.Exp);
        return [.. sums.Select(sum => Math.Exp(sum) / all)];
    }

    // Sums of 23 floats of a few units.
    private const double SumOfFloats = 5e-5;

    [Fact]
    public void Equal_weights_change_no_bit()
    {
        var data = SyntheticData.Classes(40, 3, 2);
        Assert.Equal(Sha256(data), Sha256(data.WithWeights([.. Enumerable.Repeat(0.3f, 40)])));
        Assert.NotEqual(Sha256(data), Sha256(data.WithWeights([.. Enumerable.Range(1, 40).Select(row => (float)row)])));

        static string Sha256(Dataset data)
        {
            var network = new Network(3, [new Dense(4, Activation.Tanh), new Dense(2, Activation.Softmax)]);
            new Trainer(network, Loss.CrossEntropy, new Sgd(0.1f), new TrainingOptions { Epochs = 3, BatchSize = 8, Mixup = 0.4f }).Train(data);
            return network.Sha256();
        }
    }

    [Fact]
    public void The_loss_of_an_epoch_is_weighted_by_the_mixed_weights()
    {
        // All targets equal, and a network that cannot move: every loss is the same, whatever the weights are.
        var data = Dataset.ForRegression("ones", new float[30], 1, [.. Enumerable.Repeat(1f, 30)], ["y"]).WithWeights([.. Enumerable.Range(1, 30).Select(row => (float)row * row)]);
        var network = new Network(1, [new Dense(1)]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(1e-12f), new TrainingOptions { Epochs = 2, BatchSize = 7, Mixup = 0.4f }).Train(data);
        Assert.All(result.Epochs, epoch => Assert.Equal(1, epoch.TrainLoss, 1e-6));
    }

    // The test may contract or order two products and a sum of numbers below 8 otherwise.
    private const double OneRounding = 2e-6;

    [Theory]
    [InlineData(-1)]
    [InlineData(float.NaN)]
    [InlineData(1e9f)]
    [InlineData(1e-9f)]
    public void An_alpha_out_of_range_is_refused(float alpha)
    {
        var refusal = Assert.Throws<InvalidInputException>(() => new Trainer(new Network(1, [new Dense(1)]), Loss.SquaredError, new Sgd(), new TrainingOptions { Mixup = alpha }));
        Assert.Contains("mixup", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_records_how_its_data_were_changed()
    {
        var training = new ModelTraining(BuiltInDatasets.Load("digits"), new ModelOptions
        {
            Hidden = [4],
            Training = new TrainingOptions { Epochs = 1, Mixup = 0.2f, Augmentation = [new ImageShift(1), new ElasticDistortion(8, 3)] },
        });
        training.Run();
        Assert.Equal("shift=1,elastic=8:3", training.Model.Training!.Options["augmentation"]);
        Assert.Equal("0.2", training.Model.Training.Options["mixup"]);
    }
}
