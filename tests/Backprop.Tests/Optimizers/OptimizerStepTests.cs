using Backprop.Reference;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Optimizers;

public class OptimizerStepTests
{
    // Twelve steps of numbers about 1; an Adam step divides by a root, which doubles the relative error of a small gradient.
    private const double FloatRoundings = 3e-6;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, OptimizerSteps.Count)];

    public static TheoryData<string> Names => [.. OptimizerCatalog.Rules];

    [Fact]
    public void Every_optimizer_has_steps_that_another_program_took() =>
        Assert.Equal(OptimizerCatalog.Rules.Order(), OptimizerSteps.Names.Distinct().Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_reference_takes_the_steps_of_the_other_program(int number)
    {
        var (settings, after) = OptimizerSteps.Case(number);
        var optimizer = OptimizerCatalog.CreateReference(settings);
        var weights = new ReferenceParameter("weights", [3, 4], OptimizerSteps.Start, IsBias: false);
        for (int step = 0; step < after.Length; step++)
        {
            optimizer.Update([weights], [OptimizerSteps.Gradients[step]]);
            for (int i = 0; i < weights.Values.Length; i++) Fixture.Equal(after[step][i], weights.Values[i], $"{settings.Name}, step {step + 1}, number {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_engine_takes_them_in_float_accuracy(int number)
    {
        var (settings, after) = OptimizerSteps.Case(number);
        var parameter = OptimizerSteps.Parameter(OptimizerSteps.Start);
        var state = new OptimizerState(Optimizer.Create(settings), [parameter]);
        for (int step = 0; step < after.Length; step++)
        {
            Assert.True(OptimizerSteps.Step(state, parameter, [.. OptimizerSteps.Gradients[step].Select(g => 4 * g)], points: 4));
            double[] ours = parameter.ToDoubles();
            for (int i = 0; i < ours.Length; i++) Assert.Equal(after[step][i], ours[i], FloatRoundings);
        }
        Assert.Equal(after.Length, state.Steps);
    }

    public static TheoryData<int> RegularizedCases => [.. Enumerable.Range(0, OptimizerSteps.RegularizedCount)];

    [Theory]
    [MemberData(nameof(RegularizedCases))]
    public void Regularized_steps_are_those_of_the_other_program(int number)
    {
        var (settings, after, regularization) = OptimizerSteps.RegularizedCase(number);
        var reference = OptimizerCatalog.CreateReference(settings);
        reference.Regularization = new ReferenceRegularization(
            Exactly(regularization.L1), Exactly(regularization.ClipValue), Exactly(regularization.ClipNorm), Exactly(regularization.MaxNorm));
        var weights = new ReferenceParameter("weights", [3, 4], OptimizerSteps.Start, IsBias: false);
        var parameter = OptimizerSteps.Parameter(OptimizerSteps.Start);
        var state = new OptimizerState(Optimizer.Create(settings), [parameter], regularization);
        for (int step = 0; step < after.Length; step++)
        {
            reference.Update([weights], [OptimizerSteps.Gradients[step]]);
            Assert.True(OptimizerSteps.Step(state, parameter, [.. OptimizerSteps.Gradients[step].Select(g => 4 * g)], points: 4));
            double[] ours = parameter.ToDoubles();
            for (int i = 0; i < ours.Length; i++)
            {
                Fixture.Equal(after[step][i], weights.Values[i], $"case {number}, step {step + 1}, number {i}");
                Assert.Equal(after[step][i], ours[i], FloatRoundings);
            }
        }

        static double Exactly(float? value) => value is { } given ? (double)(decimal)given : double.PositiveInfinity;
    }

    [Theory]
    // w = 1, g = 0.5. By hand, with the options of each line:
    [InlineData("sgd", 0.1, 0.95)]                          // 1 − 0.1·0.5
    [InlineData("rmsprop", 0.01, 0.9)]                      // s = 0.01·0.25 = 0.0025; 1 − 0.01·0.5/0.05
    [InlineData("adagrad", 0.01, 0.99)]                     // s = 0.25; 1 − 0.01·0.5/0.5
    [InlineData("adadelta", 1, 0.99683778)]                 // s = 0.025; d = √(1e-6/0.025001)·0.5 = 0.00316222; 1 − d
    [InlineData("adam", 0.01, 0.99)]                        // m̂ = 0.5, v̂ = 0.25: 1 − 0.01·0.5/0.5
    [InlineData("adamw", 0.01, 0.9899)]                     // 1·(1 − 0.01·0.01) − 0.01
    [InlineData("nadam", 0.01, 0.98943548)]                 // μ₁ = 0.4500735, μ₂ = 0.4501469: m̂ = μ₂·0.05/(1 − μ₁·μ₂) + (1 − μ₁)·0.5/(1 − μ₁) = 0.528226; 1 − 0.01·m̂/0.5
    [InlineData("adamax", 0.01, 0.99)]                      // u = 0.5; 1 − 0.01/0.1·0.05/0.5
    [InlineData("rprop", 0.01, 0.99)]                       // size 0.01
    [InlineData("lion", 0.01, 0.99)]                        // sign = 1
    public void The_first_step_is_the_one_computed_by_hand(string name, double rate, double expected)
    {
        const double Digits = 1e-7;
        var settings = new OptimizerSettings { Name = name, LearningRate = rate };
        var weights = new ReferenceParameter("weights", [1, 1], [1], IsBias: false);
        OptimizerCatalog.CreateReference(settings).Update([weights], [[0.5]]);
        Assert.Equal(expected, weights.Values[0], Digits);

        var parameter = OptimizerSteps.Parameter([1, 1, 1]);
        Assert.True(OptimizerSteps.Step(new OptimizerState(Optimizer.Create(settings), [parameter]), parameter, [0.5, 0.5, 0.5]));
        Assert.Equal(expected, parameter.Value[2, 0], 2e-7);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stored_state_goes_on_with_the_bits_of_one_run(string name)
    {
        var optimizer = Optimizer.Create(new OptimizerSettings { Name = name, WeightDecay = 0.1 });
        var (whole, first) = (OptimizerSteps.Parameter(OptimizerSteps.Start), OptimizerSteps.Parameter(OptimizerSteps.Start));
        var (run, before) = (new OptimizerState(optimizer, [whole]), new OptimizerState(optimizer, [first]));
        foreach (double[] gradient in OptimizerSteps.Gradients) OptimizerSteps.Step(run, whole, gradient);
        foreach (double[] gradient in OptimizerSteps.Gradients.Take(5)) OptimizerSteps.Step(before, first, gradient);

        var second = OptimizerSteps.Parameter(first.ToDoubles());
        var after = new OptimizerState(optimizer, [second]) { Steps = before.Steps };
        for (int slot = 0; slot < optimizer.SlotNames.Count; slot++) after.Slots[0][slot].CopyFrom(before.Slots[0][slot]);
        foreach (double[] gradient in OptimizerSteps.Gradients.Skip(5)) OptimizerSteps.Step(after, second, gradient);
        Assert.Equal(whole.ToDoubles(), second.ToDoubles());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_that_is_not_finite_changes_no_parameter(string name)
    {
        foreach (double bad in new[] { double.NaN, double.PositiveInfinity })
        {
            var parameter = OptimizerSteps.Parameter(OptimizerSteps.Start);
            double[] before = parameter.ToDoubles(), gradient = [.. OptimizerSteps.Gradients[1]];
            gradient[7] = bad;
            Assert.False(OptimizerSteps.Step(new OptimizerState(Optimizer.Create(new OptimizerSettings { Name = name }), [parameter]), parameter, gradient));
            Assert.Equal(before, parameter.ToDoubles());
        }
    }

    [Fact]
    public void Weight_decay_leaves_biases_alone_unless_told()
    {
        foreach (bool decayBiases in new[] { false, true })
            foreach (string name in new[] { "sgd", "adamw" })
            {
                var bias = new Parameter("bias", [3]);
                bias.Value.Everything.Fill(1);
                var optimizer = Optimizer.Create(new OptimizerSettings { Name = name, LearningRate = 0.5, WeightDecay = 0.5, DecayBiases = decayBiases });
                OptimizerSteps.Step(new OptimizerState(optimizer, [bias]), bias, [0, 0, 0]);
                Assert.Equal(decayBiases ? 0.75f : 1, bias.Value[1, 0]);
            }
    }
}
