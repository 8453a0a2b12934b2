using Backprop.Data;

namespace Backprop.Tests.Tuning;

/// <summary>The learning-rate range test against its definition.</summary>
public sealed class RateRangeTests
{
    // Rates are products of two series of 1e-15 each.
    private const double RateTolerance = 1e-12;

    // A sum of 200 terms in double.
    private const double SmoothingTolerance = 1e-12;

    [Fact]
    public void Rates_rise_by_one_factor_over_whole_epochs()
    {
        var points = Training().TestRates(new RateRange { From = 1e-5f, To = 1e-2f, LeastSteps = 21 }).Points;
        // 135 rows in batches of 32 are 5 a epoch: 25 steps are the first whole epochs with 21.
        Assert.Equal(25, points.Count);
        for (int step = 0; step < points.Count; step++)
            Assert.Equal(1, points[step].Rate / (1e-5f * Math.Pow(1e-2f / (double)1e-5f, step / 24.0)), RateTolerance);
    }

    [Fact]
    public void The_smoothed_loss_is_the_weighted_mean_of_those_before()
    {
        var points = Training().TestRates(new RateRange { To = 1e-2f, LeastSteps = 200, Smoothing = 0.9 }).Points;
        double above = 0, below = 0;
        foreach (var point in points)
        {
            (above, below) = (0.9 * above + point.Loss, 0.9 * below + 1);
            Assert.Equal(above / below, point.Smoothed, SmoothingTolerance);
        }
    }

    [Fact]
    public void The_first_loss_is_that_of_the_untouched_network_and_the_network_is_given_back()
    {
        var training = Training();
        string before = training.Network.Sha256();
        double first = training.TestRates().Points[0].Loss;
        Assert.Equal(before, training.Network.Sha256());
        Assert.Equal(first, training.TestRates().Points[0].Loss);
        training.Run();
        var untested = Training();
        untested.Run();
        Assert.Equal(untested.Network.Sha256(), training.Network.Sha256());
    }

    [Fact]
    public void A_loss_that_explodes_ends_the_test()
    {
        var result = Training(new Sgd()).TestRates(new RateRange { From = 1e-3f, To = 1e6f });
        Assert.True(result.Exploded);
        Assert.InRange(result.Points[^1].Rate, 1e-1, 1e5);
        Assert.InRange(result.Steepest!.Value, 1e-3, result.Minimum!.Value);
        Assert.Equal(result.Minimum.Value / 10, result.TenthOfMinimum!.Value);
    }

    [Fact]
    public void The_steepest_descent_of_a_known_curve_is_found()
    {
        // A logistic step down, centred on 1e-2: there ln(rate) falls most steeply.
        RatePoint[] points = [.. Enumerable.Range(0, 61).Select(i => Math.Pow(10, -5 + i / 10.0)).Select(rate => (rate, loss: 1 / (1 + rate / 1e-2))).Select(p => new RatePoint(p.rate, p.loss, p.loss))];
        Assert.Equal(1e-2, new RateRangeResult(points, false).Steepest!.Value, RateTolerance);
        Assert.Null(new RateRangeResult([.. points.Select(point => point with { Smoothed = 1 })], false).Steepest);
    }

    [Theory]
    [InlineData(0f, 1f, 200, 0.9)]
    [InlineData(1f, 1f, 200, 0.9)]
    [InlineData(0.1f, float.PositiveInfinity, 200, 0.9)]
    [InlineData(0.1f, 1f, 9, 0.9)]
    [InlineData(0.1f, 1f, 200, 1.0)]
    public void What_is_no_range_is_refused(float from, float to, int steps, double smoothing) =>
        Assert.Throws<InvalidInputException>(() => Training().TestRates(new RateRange { From = from, To = to, LeastSteps = steps, Smoothing = smoothing }));

    [Fact]
    public void Threads_change_no_bit()
    {
        var one = Training(threads: 1).TestRates();
        Assert.Equal(one.Points, Training(threads: 3).TestRates().Points);
    }

    private static ModelTraining Training(Optimizer? optimizer = null, int threads = 1)
    {
        var iris = BuiltInDatasets.Load("iris");
        var options = ModelOptions.For(iris);
        return new ModelTraining(iris, options with { Optimizer = optimizer ?? options.Optimizer, Training = options.Training with { Epochs = 5, Threads = threads } });
    }
}
