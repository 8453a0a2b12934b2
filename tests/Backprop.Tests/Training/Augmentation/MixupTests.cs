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
