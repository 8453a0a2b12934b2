using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Tests;

public class CaseTests
{
    [Fact]
    public void A_training_step_needs_each_weight_three_times_and_those_of_the_first_layer_twice() =>
        Assert.Equal(2.0 * (2 * 784 * 128 + 3 * 128 * 10), Case.Parse("784-128-10@32").OperationsOfPoint);

    [Fact]
    public void A_prediction_needs_each_weight_once() =>
        Assert.Equal(2.0 * (784 * 128 + 128 * 10), Case.Parse("predict:784-128-10").OperationsOfPoint);

    [Fact]
    public void A_turn_of_the_peak_loop_is_a_multiply_add_a_chain_and_lane() =>
        Assert.Equal(2.0 * MultiplyAddPeak.Chains * MultiplyAddPeak.Lanes, MultiplyAddPeak.Operations(1));

    [Theory]
    [InlineData("784")]
    [InlineData("784-10")]
    [InlineData("784-0@32")]
    [InlineData("784-x@32")]
    [InlineData("784-10@")]
    [InlineData("predict:784-10@64")]
    [InlineData("")]
    public void What_is_no_case_is_refused(string name) =>
        Assert.Contains("is no case. Give LAYERS@BATCH", Assert.Throws<InvalidInputException>(() => Case.Parse(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_standard_case_has_a_network_and_data_that_fit_each_other()
    {
        foreach (string name in Case.Standard.Where(name => !name.StartsWith("1024", StringComparison.Ordinal)))
        {
            var measured = Case.Parse(name);
            var (network, data) = (measured.CreateNetwork(), measured.CreateData());
            Assert.Equal((network.Inputs, network.Outputs), (data.Features, data.Outputs));
            Assert.True(data.Count >= measured.Batch);
        }
    }

    [Fact]
    public void The_median_of_an_even_count_lies_between() => Assert.Equal((2.5, 3.0), (Median.Of([4, 1, 2, 3]), Median.Of([9, 3, 1])));
}
