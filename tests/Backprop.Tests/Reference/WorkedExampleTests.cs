using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

public class WorkedExampleTests
{
    private static readonly string[] TestedElsewhere = ["comp451_relu_softmax_4layer", "cs231n_update_rules"];

    public static TheoryData<string> Steps => [.. WorkedExample.Ids.Except(TestedElsewhere)];

    public static TheoryData<string> LectureForms =>
        [.. WorkedExample.Ids.Where(id => WorkedExample.JsonOf(id).TryGetProperty("lecture_form", out _))];

    [Theory]
    [MemberData(nameof(Steps))]
    public void One_step_gives_the_float64_values(string id)
    {
        WorkedExample example = WorkedExample.Load(id);
        JsonElement verified = example.Json.GetProperty("verified");
        AssertStep(verified, example.Step, example.Network, example.WeightDecay);
        if (verified.TryGetProperty("updated", out JsonElement updated)) AssertParameters(updated, example.Updated);
        if (verified.TryGetProperty("grad_input", out JsonElement inputGradient))
            Fixture.Equal(inputGradient, example.Step.Backward.InputGradients[0], "grad_input");
    }

    [Theory]
    [MemberData(nameof(LectureForms))]
    public void The_derivations_own_loss_takes_the_same_step_at_the_converted_learning_rate(string id)
    {
        WorkedExample example = WorkedExample.Load(id);
        JsonElement lecture = example.Json.GetProperty("lecture_form");
        var step = new StepResult(example.Network, example.Inputs, example.Targets, new ReferenceSquaredError(), ReferenceReduction.Mean);
        AssertStep(lecture, step, example.Network, ReferenceWeightDecay.None);
        var optimizer = new ReferenceSgd(lecture.GetProperty("same_update_learning_rate").GetDouble()) { TrainBiases = example.TrainBiases };
        optimizer.Update(example.Network.Parameters, step.Backward.Gradients);
        AssertParameters(example.Json.GetProperty("verified").GetProperty("updated"), example.Network);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    public void Mazurs_network_with_fixed_biases_learns_as_old_weights_in_the_hidden_deltas_make_it(int steps)
    {
        WorkedExample example = WorkedExample.Load("mazur_2_2_2");
        JsonElement expected = example.Json.GetProperty("verified_after_steps_old_weights_biases_fixed").GetProperty($"{steps}");
        var after = new StepResult(example.After(steps), example.Inputs, example.Targets, example.Loss, example.Reduction);
        Fixture.Equal(expected.GetProperty("loss").GetDouble(), after.Loss.Value, "loss");
        Fixture.Equal(expected.GetProperty("outputs"), after.Forward.Outputs[0], "outputs");

        double variant = example.Json.GetProperty("verified_source_variant_updated_weights").GetProperty($"{steps}").GetProperty("loss").GetDouble();
        Assert.True(Math.Abs(variant - after.Loss.Value) > 1e-8, "the loss of deltas through updated weights must not be reproduced");
    }

    [Fact]
    public void Mazurs_network_with_trained_biases_learns_as_a_correct_trainer_does()
    {
        WorkedExample example = WorkedExample.Load("mazur_2_2_2");
        JsonElement expected = example.Json.GetProperty("verified_variant_biases_updated");
        ReferenceNetwork one = example.After(1, trainBiases: true), many = example.After(10_000, trainBiases: true);
        AssertParameters(expected.GetProperty("updated"), one);
        var afterOne = new StepResult(one, example.Inputs, example.Targets, example.Loss, example.Reduction);
        var afterMany = new StepResult(many, example.Inputs, example.Targets, example.Loss, example.Reduction);
        Fixture.Equal(expected.GetProperty("loss_after_1").GetDouble(), afterOne.Loss.Value, "loss after 1 step");
        Fixture.Equal(expected.GetProperty("loss_after_10000").GetDouble(), afterMany.Loss.Value, "loss after 10,000 steps");
        Fixture.Equal(expected.GetProperty("outputs_after_10000"), afterMany.Forward.Outputs[0], "outputs after 10,000 steps");
    }

    [Theory]
    [InlineData(false, "momentum_w")]
    [InlineData(true, "nesterov_w")]
    public void Momentum_takes_the_step_of_CS231n(bool nesterov, string expected)
    {
        // There v ← μ·v − η·g, w ← w + v; here, as in PyTorch, v ← μ·v + g, w ← w − η·v: the same path with v = −η·(ours).
        const double Rate = 1e-3;
        var optimizer = new ReferenceSgd(Rate, momentum: 0.9, nesterov);
        var weights = new ReferenceParameter("weights", [4, 5], Linspace(-0.4, 0.6), IsBias: false);
        Linspace(0.6, 0.9).Select(v => -v / Rate).ToArray().CopyTo(optimizer.SlotsOf(weights)[0], 0);
        optimizer.Update([weights], [Linspace(-0.6, 0.4)]);
        var verified = WorkedExample.JsonOf("cs231n_update_rules").GetProperty("verified");
        Fixture.Equal(verified.GetProperty(expected), weights.Values.ToRows(5), expected);
        if (!nesterov) Fixture.Equal(verified.GetProperty("velocity"), optimizer.SlotsOf(weights)[0].Select(v => -Rate * v).ToArray().ToRows(5), "velocity");
    }

    [Fact]
    public void RMSProp_takes_the_step_of_CS231n()
    {
        var (weights, verified) = (new ReferenceParameter("weights", [4, 5], Linspace(-0.4, 0.6), IsBias: false), WorkedExample.JsonOf("cs231n_update_rules").GetProperty("verified"));
        var optimizer = new ReferenceRmsProp(1e-2);
        Linspace(0.6, 0.9).CopyTo(optimizer.SlotsOf(weights)[0], 0);
        optimizer.Update([weights], [Linspace(-0.6, 0.4)]);
        Fixture.Equal(verified.GetProperty("rmsprop_w"), weights.Values.ToRows(5), "rmsprop_w");
        Fixture.Equal(verified.GetProperty("rmsprop_cache"), optimizer.SlotsOf(weights)[0].ToRows(5), "rmsprop_cache");
    }

    [Fact]
    public void Adam_takes_the_step_of_CS231n()
    {
        var (weights, verified) = (new ReferenceParameter("weights", [4, 5], Linspace(-0.4, 0.6), IsBias: false), WorkedExample.JsonOf("cs231n_update_rules").GetProperty("verified"));
        var optimizer = new ReferenceAdam(1e-2) { Step = 5 };
        Linspace(0.6, 0.9).CopyTo(optimizer.SlotsOf(weights)[0], 0);
        Linspace(0.7, 0.5).CopyTo(optimizer.SlotsOf(weights)[1], 0);
        optimizer.Update([weights], [Linspace(-0.6, 0.4)]);
        Fixture.Equal(verified.GetProperty("adam_w"), weights.Values.ToRows(5), "adam_w");
        Fixture.Equal(verified.GetProperty("adam_m"), optimizer.SlotsOf(weights)[0].ToRows(5), "adam_m");
        Fixture.Equal(verified.GetProperty("adam_v"), optimizer.SlotsOf(weights)[1].ToRows(5), "adam_v");
    }

    /// <summary>CS231n's numbers: 20 at equal distances.</summary>
    private static double[] Linspace(double from, double to) => [.. Enumerable.Range(0, 20).Select(i => from + i * (to - from) / 19)];

    private static void AssertStep(JsonElement expected, StepResult step, ReferenceNetwork network, ReferenceWeightDecay decay)
    {
        Fixture.Equal(expected.GetProperty("data_loss").GetDouble(), step.Loss.Value, "data_loss");
        Fixture.Equal(expected.GetProperty("loss").GetDouble(), step.Loss.Value + decay.Penalty(network.Parameters), "loss");
        Assert.Equal(expected.GetProperty("points").GetArrayLength(), step.Loss.Points.Length);
        for (int j = 0; j < step.Loss.Points.Length; j++) AssertPoint(expected.GetProperty("points")[j], step, j);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            JsonElement gradient = expected.GetProperty("grad")[l];
            IReadOnlyList<ReferenceParameter> parameters = network.Layers[l].Parameters;
            double[] weights = decay.AddTo(step.Backward.Layers[l].Gradients[0], parameters[0]);
            Fixture.Equal(gradient.GetProperty("w"), weights.ToRows(network.Layers[l].Inputs), $"grad[{l}].w");
            Fixture.Equal(gradient.GetProperty("b"), decay.AddTo(step.Backward.Layers[l].Gradients[1], parameters[1]), $"grad[{l}].b");
        }
    }

    private static void AssertPoint(JsonElement expected, StepResult step, int j)
    {
        Fixture.Equal(expected.GetProperty("loss").GetDouble(), step.Loss.Points[j], "point loss");
        for (int l = 0; l < step.Forward.Layers.Count; l++)
        {
            JsonElement layer = expected.GetProperty("layers")[l];
            double[] inputs = step.Forward.Layers[l].Inputs[j], deltas = step.Backward.Layers[l].Deltas![j];
            Fixture.Equal(layer.GetProperty("x"), step.Forward.Layers[l].WeightedSums![j], $"x[{l}]");
            Fixture.Equal(layer.GetProperty("a"), step.Forward.Layers[l].Activations[j], $"a[{l}]");
            Fixture.Equal(layer.GetProperty("delta"), deltas, $"delta[{l}]");
            Fixture.Equal(layer.GetProperty("grad_w"), [.. deltas.Select(delta => inputs.Select(a => delta * a).ToArray())], $"grad_w[{l}]");
            Fixture.Equal(layer.GetProperty("grad_b"), deltas, $"grad_b[{l}]");
        }
    }

    private static void AssertParameters(JsonElement expected, ReferenceNetwork network)
    {
        for (int l = 0; l < network.Layers.Count; l++)
        {
            IReadOnlyList<ReferenceParameter> parameters = network.Layers[l].Parameters;
            Fixture.Equal(expected[l].GetProperty("w"), parameters[0].Values.ToRows(network.Layers[l].Inputs), $"updated[{l}].w");
            Fixture.Equal(expected[l].GetProperty("b"), parameters[1].Values, $"updated[{l}].b");
        }
    }
}
