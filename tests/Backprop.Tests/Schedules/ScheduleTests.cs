using System.Text.Json;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Schedules;

public class ScheduleTests
{
    private static readonly JsonElement All = Fixture.Read("schedules.json");

    public static TheoryData<string> Tables => [.. All.GetProperty("tables").EnumerateObject().Select(table => table.Name)];

    [Fact]
    public void Every_schedule_has_a_table_of_another_program() =>
        Assert.Equal(Schedule.Names.Order(), Tables.Select(row => row.Data.Split(':')[0]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Tables))]
    public void Each_step_has_the_factor_of_the_other_program(string text)
    {
        var schedule = Schedule.Parse(text);
        double[] expected = All.GetProperty("tables").GetProperty(text).Numbers(), losses = All.GetProperty("losses").Numbers();
        // The table of one-cycle is that of 25 steps without the last, since PyTorch takes its scheduler's step once more.
        long steps = text.StartsWith("one-cycle", StringComparison.Ordinal) ? expected.Length + 1 : expected.Length;
        for (int step = 0; step < expected.Length; step++)
        {
            double factor = schedule.Factor(new ScheduleStep(step, 1, steps)) * schedule.FactorAfter(losses[..step]);
            Fixture.Equal(expected[step], factor, $"{text}, step {step}");
        }
        Assert.Equal(text, schedule.ToString());
    }

    [Fact]
    public void A_warm_up_rises_along_a_line_and_the_schedule_begins_behind_it()
    {
        var rates = new LearningRates(0.5, new PolynomialSchedule(), warmUpSteps: 4, stepsOfEpoch: 2, steps: 14);
        double[] expected = [0.125, 0.25, 0.375, 0.5, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05];
        for (int step = 0; step < expected.Length; step++) Assert.Equal(expected[step], rates.At(step), 1e-15);
    }

    [Fact]
    public void Steps_of_an_epoch_count_as_its_fractions()
    {
        Assert.Equal(1 / (1 + 0.5 * 1.5), new InverseTimeSchedule(0.5).Factor(new ScheduleStep(6, 4, 100)), 1e-15);
        Assert.Equal(0.25, new StepSchedule(1, 0.5).Factor(new ScheduleStep(11, 4, 100)), 1e-15);
        Assert.Equal(Math.Pow(0.9, 2.75), new ExponentialSchedule(0.9).Factor(new ScheduleStep(11, 4, 100)), 1e-14);
    }

    [Fact]
    public void Training_takes_the_rate_of_the_schedule_in_every_step()
    {
        // One point, one weight, no bias to speak of: target 0 and input 0 leave weights alone, so decoupled decay alone acts, by η of each step.
        var network = new Network(1, [new Dense(1)], seed: 1);
        double expected = network.Parameters[0].Value[0, 0];
        var data = Backprop.Data.Dataset.ForRegression("zero", [0], 1, [0], ["t"]);
        var options = new TrainingOptions { Epochs = 6, Schedule = new StepSchedule(2, 0.5), WarmUp = 2, Patience = null };
        new Trainer(network, Loss.SquaredError, new AdamW(0.1f) { WeightDecay = 1 }, options).Train(data);
        foreach (double rate in new[] { 0.05, 0.1, 0.1, 0.1, 0.05, 0.05 }) expected *= 1 - rate;
        Assert.Equal(expected, network.Parameters[0].Value[0, 0], 1e-6);
    }

    [Theory]
    [InlineData("cosin", "Unknown schedule 'cosin'. Known: constant, step, exponential")]
    [InlineData("step:0", "The schedule step needs a whole number of epochs from 1, not 0.")]
    [InlineData("step:1.5", "needs a whole number of epochs from 1, not 1.5")]
    [InlineData("step:5,2", "needs a factor above 0 and at most 1, not 2")]
    [InlineData("exponential:NaN", "needs a factor above 0 and at most 1, not NaN")]
    [InlineData("exponential:x", "'x' is not a number")]
    [InlineData("polynomial:1,2", "polynomial has at most 1. Write 'polynomial:1'")]
    [InlineData("constant:1", "constant has no parameter")]
    [InlineData("one-cycle:1", "above 0 and below 1, not 1")]
    [InlineData("plateau:-1", "a whole number of epochs from 0, not -1")]
    [InlineData("cosine:3,0.5", "a growth of cycles from 1, not 0.5")]
    [InlineData("inverse-time:-1", "a finite decay of 0 or more, not -1")]
    public void What_is_wrong_is_said(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => Schedule.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        Refused("leaves none of 5", new TrainingOptions { Epochs = 5, WarmUp = 5 });
        Refused("0 epochs or more, not NaN", new TrainingOptions { WarmUp = double.NaN });
        Refused("has a warm-up of its own", new TrainingOptions { WarmUp = 1, Schedule = new OneCycleSchedule() });
        Refused("there are no validation data", new TrainingOptions { Schedule = new PlateauSchedule() });

        static void Refused(string message, TrainingOptions options) => Assert.Contains(message, Assert.Throws<InvalidInputException>(() =>
            new Trainer(new Network(1, [new Dense(1)]), Loss.SquaredError, new Sgd(), options).Train(SyntheticData.Noise(4, 1, 1))).Message, StringComparison.Ordinal);
    }
}
