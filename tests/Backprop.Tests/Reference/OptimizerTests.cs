using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

public class OptimizerTests
{
    [Fact]
    public void Gradient_descent_takes_the_learning_rate_times_the_gradient()
    {
        ReferenceParameter weights = new("weights", [1, 2], [1, -2], IsBias: false), biases = new("biases", [1], [4], IsBias: true);
        var optimizer = new ReferenceSgd(0.5);
        optimizer.Update([weights, biases], [[2, 4], [-8]]);
        Assert.Equal([0.0, -4.0], weights.Values);
        Assert.Equal([8.0], biases.Values);
        Assert.Equal(1, optimizer.Step);
        Assert.Equal("sgd", optimizer.Name);
        Assert.Empty(optimizer.SlotsOf(weights));
    }

    [Fact]
    public void Biases_stay_fixed_where_they_are_not_trained()
    {
        ReferenceParameter weights = new("weights", [1, 1], [1], IsBias: false), biases = new("biases", [1], [4], IsBias: true);
        var optimizer = new ReferenceSgd(0.5) { TrainBiases = false, WeightDecay = new(1, DecayBiases: true) };
        optimizer.Update([weights, biases], [[2], [-8]]);
        Assert.Equal(-0.5, weights.Values[0]);   // 1 − 0.5·(2 + 1·1)
        Assert.Equal(4, biases.Values[0]);
    }

    [Theory]
    [InlineData(false, -8)]
    [InlineData(true, -7.6)]   // −8 + 0.1·4
    public void Weight_decay_joins_the_gradient_of_biases_only_when_told(bool decayBiases, double biasGradient)
    {
        ReferenceParameter weights = new("weights", [1, 2], [1, -2], IsBias: false), biases = new("biases", [1], [4], IsBias: true);
        var decay = new ReferenceWeightDecay(0.1, decayBiases);
        Assert.Equal([2.1, 3.8], decay.AddTo([2, 4], weights));
        Assert.Equal([biasGradient], decay.AddTo([-8], biases));
        Assert.Equal(decayBiases ? 1.05 : 0.25, decay.Penalty([weights, biases]), 1e-15);   // ½·0.1·(1 + 4 (+ 16))
    }

    [Fact]
    public void Weight_decay_changes_no_gradient_in_place()
    {
        double[] gradients = [2];
        var weights = new ReferenceParameter("weights", [1, 1], [1], IsBias: false);
        new ReferenceSgd(1) { WeightDecay = new(0.5) }.Update([weights], [gradients]);
        Assert.Equal(2, gradients[0]);
    }

    [Fact]
    public void Gradients_of_another_length_are_refused_and_nothing_changes()
    {
        var weights = new ReferenceParameter("weights", [1, 2], [1, 1], IsBias: false);
        var optimizer = new ReferenceSgd(1);
        Assert.Throws<ArgumentException>(() => optimizer.Update([weights], [[1]]));
        Assert.Throws<ArgumentException>(() => optimizer.Update([weights], []));
        Assert.Equal((0, 1.0), (optimizer.Step, weights.Values[0]));
    }

    [Fact]
    public void State_slots_carry_a_rule_that_remembers()
    {
        // CS231n's check of momentum: w = linspace(−0.4, 0.6), g = linspace(−0.6, 0.4), v = linspace(0.6, 0.9), 20 numbers each.
        double[] Linspace(double first, double last) => [.. Enumerable.Range(0, 20).Select(i => first + (last - first) / 19 * i)];
        var weights = new ReferenceParameter("weights", [4, 5], Linspace(-0.4, 0.6), IsBias: false);
        var optimizer = new Momentum { LearningRate = 1e-3 };
        Linspace(0.6, 0.9).CopyTo(optimizer.SlotsOf(weights)[0], 0);
        optimizer.Update([weights], [Linspace(-0.6, 0.4)]);
        JsonElement verified = WorkedExample.JsonOf("cs231n_update_rules").GetProperty("verified");
        Fixture.Equal(verified.GetProperty("momentum_w"), weights.Values.ToRows(5), "momentum_w");
        Fixture.Equal(verified.GetProperty("velocity"), optimizer.SlotsOf(weights)[0].ToRows(5), "velocity");
    }

    /// <summary>v ← 0.9·v − η·g, w ← w + v, as CS231n writes it.</summary>
    private sealed class Momentum : ReferenceOptimizer
    {
        public override string Name => "test-momentum";
        public override IReadOnlyList<string> SlotNames => ["velocity"];

        protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
        {
            for (int i = 0; i < values.Length; i++) values[i] += slots[0][i] = 0.9 * slots[0][i] - LearningRate * gradients[i];
        }
    }
}
