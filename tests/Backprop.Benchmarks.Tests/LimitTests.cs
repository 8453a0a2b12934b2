using Backprop.Benchmarks.Limits;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Tests;

public class LimitTests
{
    private static readonly MachineLimits Machine = new(2, 100e9, 200e9, 90e9, [(1 << 14, 160e9), (1 << 20, 80e9), (1 << 26, 10e9)], 500, 40);

    [Theory]
    [InlineData("20-16-10@32", 1)]
    [InlineData("20-16-10@32", 2)]
    [InlineData("4-16-3@10", 1)]
    public void The_phases_are_those_of_a_step_which_trains(string name, int threads)
    {
        var measured = Case.Parse(name);
        using var phases = new StepPhases(measured, threads);
        float[] before = Weights(phases.Network);
        var times = phases.Measure(0.05);
        Assert.Equal(measured.OperationsOfPoint * measured.Batch / 2, times.Sum(phase => phase.MultiplyAdds));
        Assert.Equal(["batch", "forward", "forward", "loss", "update", "update", "acceptance"], times.Select(phase => phase.Name.Split(' ')[^1]));
        float[] after = Weights(phases.Network);
        Assert.All(after, weight => Assert.InRange(weight, -10, 10));
        Assert.True(before.Zip(after).Count(pair => pair.First != pair.Second) > before.Length / 2, "Most weights are as they were.");
    }

    private static float[] Weights(Network network) =>
        [.. network.Layers.Cast<Dense>().SelectMany(layer => Enumerable.Range(0, layer.Outputs).SelectMany(row => layer.Weights.Row(row).ToArray()))];

    [Theory]
    [InlineData(100, 160e9)]
    [InlineData(1 << 14, 160e9)]
    [InlineData((1 << 14) + 1, 80e9)]
    [InlineData(1L << 40, 10e9)]
    public void A_working_set_is_read_as_fast_as_the_next_larger_one_that_was_measured(long bytes, double rate) => Assert.Equal(rate, Machine.RateOf(bytes));

    [Fact]
    public void A_table_has_a_row_for_each_phase_with_its_share_of_the_peak()
    {
        string[] lines = LimitTables.OfStep(Case.Parse("4-16-3@10"), Machine, 0.02).Split('\n');
        Assert.Equal("4-16-3@10: the phases of a step", lines[0]);
        Assert.Equal(8, lines.Count(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| phase", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => line.Contains(" → ", StringComparison.Ordinal)), line => Assert.Equal(2, line.Count(letter => letter == '%')));
    }

    [Fact]
    public void Memory_is_read_and_products_are_computed_at_some_rate()
    {
        Assert.InRange(MemoryRate.Measure(1 << 14, 0.001), 1e6, 1e13);
        Assert.InRange(KernelRate.Measure(0.001), 1e6, 1e13);
    }

    [Theory]
    [InlineData("--seconds must be above 0", "--seconds", "0")]
    [InlineData("Leave out --case", "--case", "4-16-3@10", "--save")]
    [InlineData("is no case", "--case", "4")]
    public void Bad_options_are_refused(string message, params string[] arguments) =>
        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => LimitsCommand.Create().Parse(arguments).Invoke(new() { EnableDefaultExceptionHandler = false })).Message, StringComparison.Ordinal);
}
