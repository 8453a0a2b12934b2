using System.Text.Json;
using Backprop.Data;
using Backprop.Reference;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Optimizers;

public class LBfgsTests
{
    // Published minima are 0 at whole numbers: quadratic near them, so that a distance of 1e-6 is a value of 1e-12.
    private const double NearMinimum = 1e-6;

    // One step of a few roundings.
    private const double FloatRoundings = 1e-6;

    private static readonly JsonElement All = Fixture.Read("lbfgs.json");

    [Fact]
    public void The_first_step_is_the_one_computed_by_hand()
    {
        // f = x² + 10·y² from (1, 1): g = (2, 20); the first trial 1/22 lands at (0.909, 0.0909), where f = 0.909 falls from 11
        // and the slope −(2·1.818 + 20·1.818) = −40 is flat against −404: 40 ≤ 0.9·404.
        var search = new ReferenceLBfgs(x => (x[0] * x[0] + 10 * x[1] * x[1], [2 * x[0], 20 * x[1]]), [1, 1]);
        Assert.True(search.Step());
        Assert.Equal(1 - 2.0 / 22, search.Point[0], NearMinimum);
        Assert.Equal(1 - 20.0 / 22, search.Point[1], NearMinimum);
    }

    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(-3, -4)]
    [InlineData(5, -1)]
    public void The_minimum_of_Rosenbrocks_function_is_found(double x, double y)
    {
        // Rosenbrock, 1960: f = 100·(y − x²)² + (1 − x)², 0 at (1, 1); from (−1.2, 1) about 35 to 40 steps are usual.
        var search = new ReferenceLBfgs(
            p => (100 * Square(p[1] - p[0] * p[0]) + Square(1 - p[0]), [-400 * p[0] * (p[1] - p[0] * p[0]) - 2 * (1 - p[0]), 200 * (p[1] - p[0] * p[0])]), [x, y]);
        int steps = 0;
        while (steps < 100 && search.Step()) steps++;
        Assert.InRange(steps, 1, 99);
        Assert.Equal(1, search.Point[0], NearMinimum);
        Assert.Equal(1, search.Point[1], NearMinimum);
    }

    [Fact]
    public void The_minimum_of_Powells_singular_function_is_found()
    {
        // Powell, 1962: 0 at the origin, where the Hessian is singular: values fall faster than distances.
        const double LeastValue = 1e-9;
        double[] p = [3, -1, 0, 1];
        var search = new ReferenceLBfgs(Powell, p);
        for (int step = 0; step < 200 && search.Step(); step++) { }
        Assert.InRange(Powell(search.Point).Value, 0, LeastValue);

        static (double Value, double[] Gradient) Powell(double[] x)
        {
            double a = x[0] + 10 * x[1], b = x[2] - x[3], c = x[1] - 2 * x[2], d = x[0] - x[3];
            return (a * a + 5 * b * b + c * c * c * c + 10 * d * d * d * d,
                [2 * a + 40 * d * d * d, 20 * a + 4 * c * c * c, 10 * b - 8 * c * c * c, -10 * b - 40 * d * d * d]);
        }
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(1)]
    [InlineData(300)]
    public void A_search_meets_the_strong_Wolfe_conditions_from_any_first_step(double first)
    {
        // Moré and Thuente, 1994, their first function with β = 2: φ = −α/(α² + 2), slope −1/2 at 0, least at √2.
        static (double, double) At(double step) => (-step / (step * step + 2), (step * step - 2) / Square(step * step + 2));
        double found = StrongWolfe.Search(At, 0, -0.5, first)!.Value;
        var (value, slope) = At(found);
        Assert.True(value <= 1e-4 * found * -0.5);
        Assert.True(Math.Abs(slope) <= 0.9 * 0.5);
    }

    [Fact]
    public void A_line_that_only_rises_has_no_step() =>
        Assert.Null(StrongWolfe.Search(step => (1 + step, 1), value: 1, slope: -1, first: 1));

    [Fact]
    public void A_cliff_into_what_is_no_number_is_stepped_back_from()
    {
        double found = StrongWolfe.Search(step => step > 0.3 ? (double.NaN, double.NaN) : (Square(step - 0.2), 2 * (step - 0.2)), value: 0.04, slope: -0.4, first: 8)!.Value;
        Assert.InRange(found, 0.01, 0.3);
    }

    [Fact]
    public void A_small_network_ends_as_low_as_by_other_programs()
    {
        double loss = Train(threads: 1).Loss, best = Math.Min(All.GetProperty("torchLoss").GetDouble(), All.GetProperty("scipyLoss").GetDouble());
        Assert.InRange(loss, 0, best);
    }

    [Fact]
    public void The_engines_first_steps_are_those_of_the_reference()
    {
        var network = Network();
        var reference = network.ToReference();
        var (inputs, targets) = (All.GetProperty("inputs").Rows(), All.GetProperty("targets").Rows());
        var search = new ReferenceLBfgs(Evaluate, [.. reference.Parameters.SelectMany(parameter => parameter.Values)]);
        for (int steps = 1; steps <= 5; steps++)
        {
            Assert.True(search.Step());
            network = Network();
            new Trainer(network, Loss.SquaredError, new LBfgs(), Options(steps, threads: 2)).Train(Data());
            double[] ours = [.. network.Parameters.SelectMany(parameter => parameter.ToDoubles())];
            // Each step doubles what roundings did to the one before.
            Assert.All(search.Point.Zip(ours), pair => Assert.Equal(pair.First, pair.Second, FloatRoundings * (1 << (2 * steps))));
        }

        (double, double[]) Evaluate(double[] point)
        {
            int next = 0;
            foreach (var parameter in reference.Parameters)
                for (int i = 0; i < parameter.Values.Length; i++) parameter.Values[i] = point[next++];
            var forward = reference.Forward(inputs);
            return (reference.Loss(forward, targets, new ReferenceSquaredError()).Value, [.. reference.Backward(forward, targets, new ReferenceSquaredError()).Gradients.SelectMany(g => g)]);
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        string one = Train(threads: 1).Sha256;
        foreach (int threads in new[] { 2, 3, 8 }) Assert.Equal(one, Train(threads).Sha256);
    }

    [Fact]
    public void A_stored_state_goes_on_with_the_bits_of_one_run()
    {
        var (whole, first) = (Network(), Network());
        var (run, before) = (State(whole), State(first));
        for (int step = 0; step < 15; step++) Assert.Equal(StepEnd.Accepted, run.Step(out _));
        for (int step = 0; step < 7; step++) Assert.Equal(StepEnd.Accepted, before.Step(out _));
        var second = Network();
        foreach (var (from, to) in first.Parameters.Zip(second.Parameters)) to.Overwrite(from.Value);
        var after = State(second);
        foreach (var (from, to) in before.Slots.SelectMany(slots => slots).Zip(after.Slots.SelectMany(slots => slots))) to.CopyFrom(from);
        for (int step = 0; step < 8; step++) Assert.Equal(StepEnd.Accepted, after.Step(out _));
        Assert.Equal(whole.Sha256(), second.Sha256());
    }

    [Fact]
    public void Training_ends_where_no_step_lowers_the_loss()
    {
        // A straight line through noise has one minimum, which is found to the last digit of the loss within a few steps.
        var network = new Network(3, [new Dense(1)], seed: 1);
        var options = Options(steps: 500, threads: 1);
        var result = new Trainer(network, Loss.SquaredError, new LBfgs(), options).Train(SyntheticData.Noise(50, 3, 1));
        Assert.Equal(StopReason.Converged, result.StopReason);
        Assert.InRange(result.Epochs.Count, 2, 30);
        Assert.Equal("converged", StopReasonNames.Of(result.StopReason));
    }

    [Fact]
    public void Weight_decay_is_part_of_what_is_minimized()
    {
        // Ridge regression of a centered x without noise: w = 2·s/(s + λ/2) with s = mean x², from d/dw [mean (2x − w·x)² + ½·λ·w²] = 0.
        float[] x = [-1, 1, -2, 2];
        var data = Dataset.ForRegression("ridge", x, 1, [.. x.Select(value => 2 * value)], ["y"]);
        var network = new Network(1, [new Dense(1)], seed: 1);
        new Trainer(network, Loss.SquaredError, new LBfgs { WeightDecay = 0.5f }, Options(50, threads: 1)).Train(data);
        Assert.Equal(2 * 2.5 / (2.5 + 0.25), network.Parameters[0].Value[0, 0], 100 * FloatRoundings);
        Assert.Equal(0, network.Parameters[1].Value[0, 0], 100 * FloatRoundings);
    }

    [Fact]
    public void Data_that_are_too_large_end_training_and_change_nothing()
    {
        var network = new Network(1, [new Dense(1)], seed: 1);
        string before = network.Sha256();
        var data = Dataset.ForRegression("huge", [3e38f, -3e38f], 1, [0, 0], ["y"]);
        Assert.Equal(StopReason.Diverged, new Trainer(network, Loss.SquaredError, new LBfgs(), Options(5, threads: 1)).Train(data).StopReason);
        Assert.Equal(before, network.Sha256());
    }

    [Fact]
    public void What_does_not_go_with_a_line_search_is_refused()
    {
        var data = Data();
        string Refusal(TrainingOptions options, params Layer[] layers) => Assert.Throws<InvalidInputException>(() =>
            new Trainer(new Network(3, [.. layers, new Dense(2)]), Loss.SquaredError, new LBfgs(), options).Train(data)).Message;
        Assert.Contains("batches of 32 are less than its 40 rows. Let the whole data set be one batch", Refusal(new TrainingOptions()), StringComparison.Ordinal);
        var whole = Options(1, threads: 1);
        Assert.Contains("not for dropout", Refusal(whole, new Residual(new Dense(3), new Dropout())), StringComparison.Ordinal);
        Assert.Contains("not for clipping", Refusal(whole with { Regularization = new Regularization { ClipNorm = 1 } }), StringComparison.Ordinal);
        Assert.Contains("not for a schedule", Refusal(whole with { Schedule = Schedule.Parse("cosine") }), StringComparison.Ordinal);
        Assert.Contains("takes several evaluations", Assert.Throws<InvalidInputException>(() => new LBfgs().CreateReference()).Message, StringComparison.Ordinal);
    }

    private static double Square(double x) => x * x;

    private static (double Loss, string Sha256) Train(int threads)
    {
        var network = Network();
        new Trainer(network, Loss.SquaredError, new LBfgs(), Options(All.GetProperty("steps").GetInt32(), threads)).Train(Data());
        var reference = network.ToReference();
        return (reference.Loss(reference.Forward(All.GetProperty("inputs").Rows()), All.GetProperty("targets").Rows(), new ReferenceSquaredError()).Value, network.Sha256());
    }

    private static LBfgsState State(Network network)
    {
        var data = Data();
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        var gradient = new BatchGradient(network, Loss.SquaredError, data, data.Count, new Backprop.Numerics.ThreadTeam(1));
        return new LBfgsState(new LBfgs(), network.Parameters, () => (gradient.Compute(rows), gradient.Sums, data.Count));
    }

    private static TrainingOptions Options(int steps, int threads) => new() { Epochs = steps, BatchSize = TrainingOptions.WholeDataset, Threads = threads };

    private static Dataset Data()
    {
        static float[] Flat(JsonElement rows) => [.. rows.Rows().SelectMany(row => row).Select(number => (float)number)];
        return Dataset.ForRegression("fixture", Flat(All.GetProperty("inputs")), 3, Flat(All.GetProperty("targets")), ["t", "u"]);
    }

    private static Network Network()
    {
        var network = new Network(3, [new Dense(6, Activation.Tanh), new Dense(2)]);
        double[] start = All.GetProperty("start").Numbers();
        int next = 0;
        foreach (var parameter in network.Parameters)
            for (int row = 0; row < parameter.Value.Rows; row++)
                for (int column = 0; column < parameter.Value.Columns; column++) parameter.Value[row, column] = (float)start[next++];
        return network;
    }
}
