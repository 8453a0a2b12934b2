using System.Text.Json;
using Backprop.Data;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>Losses with weights against PyTorch's float64 autograd, by tests/fixtures/weighted.py.</summary>
public class WeightedTorchTests
{
    // Three steps of numbers about 1, each with a few roundings of 6e-8.
    private const double FloatRoundings = 2e-6;

    private static readonly JsonElement Cases = Fixture.Read("weighted.json").GetProperty("steps");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_reference_takes_PyTorchs_steps_with_weights(int number)
    {
        JsonElement made = Cases[number];
        double[] weights = made.GetProperty("weights").Numbers();
        double[][] targets = made.GetProperty("targets").Rows();
        var network = Network(made).ToReference();
        var loss = Loss.Parse(made.GetProperty("loss").GetString()!).Reference;
        foreach (var (parameter, numbers) in network.Parameters.Zip(made.GetProperty("initial").Rows())) numbers.CopyTo(parameter.Values, 0);
        var optimizer = OptimizerCatalog.CreateReference(Settings);
        foreach (JsonElement step in made.GetProperty("steps").EnumerateArray())
        {
            var forward = network.Forward(made.GetProperty("inputs").Rows());
            Fixture.Equal(step.GetProperty("loss").GetDouble(), network.Loss(forward, targets, loss, weights: weights).Value, "loss");
            var gradients = network.Backward(forward, targets, loss, weights: weights).Gradients;
            Fixture.Equal(step.GetProperty("gradients"), [.. gradients], "gradients");
            optimizer.Update(network.Parameters, gradients);
            Fixture.Equal(step.GetProperty("after"), [.. network.Parameters.Select(parameter => parameter.Values)], "after");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_engine_takes_PyTorchs_steps_with_weights_in_float_accuracy(int number)
    {
        JsonElement made = Cases[number];
        var (network, data) = (Network(made), Data(made));
        using var team = new ThreadTeam(1);
        var state = new OptimizerState(Optimizer.Create(Settings), network.Parameters);
        var gradient = new BatchGradient(network, Loss.Parse(made.GetProperty("loss").GetString()!), data, data.Count, team, state);
        foreach (JsonElement step in made.GetProperty("steps").EnumerateArray())
        {
            Assert.Equal(step.GetProperty("loss").GetDouble(), gradient.Compute(Enumerable.Range(0, data.Count).ToArray()), FloatRoundings);
            Assert.True(state.Accept());
            foreach (var (parameter, numbers) in network.Parameters.Zip(step.GetProperty("after").Rows()))
                foreach (var (ours, theirs) in parameter.ToDoubles().Zip(numbers)) Assert.Equal(theirs, ours, FloatRoundings);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Evaluation_gives_PyTorchs_weighted_loss(int number)
    {
        JsonElement made = Cases[number];
        using var team = new ThreadTeam(1);
        var evaluator = new Evaluator(Network(made), Loss.Parse(made.GetProperty("loss").GetString()!), new RowWindows(Data(made)), team);
        Assert.Equal(made.GetProperty("steps")[0].GetProperty("loss").GetDouble(), evaluator.Evaluate().Loss, FloatRoundings);
    }

    private static OptimizerSettings Settings => new() { Name = "sgd", LearningRate = 0.1, Momentum = 0.9 };

    private static Dataset Data(JsonElement made)
    {
        int[] sizes = Sizes(made);
        float[] Flat(string name) => [.. made.GetProperty(name).Rows().SelectMany(row => row).Select(number => (float)number)];
        return Dataset.ForRegression("torch", Flat("inputs"), sizes[0], Flat("targets"), [.. Enumerable.Range(1, sizes[2]).Select(output => $"t{output}")])
            .WithWeights([.. made.GetProperty("weights").Numbers().Select(weight => (float)weight)]);
    }

    private static Network Network(JsonElement made)
    {
        int[] sizes = Sizes(made);
        var last = made.GetProperty("loss").GetString() == "cross-entropy" ? Activation.Softmax : Activation.Identity;
        var network = new Network(sizes[0], [new Dense(sizes[1], Activation.Tanh), new Dense(sizes[2], last)]);
        foreach (var (parameter, numbers) in network.Parameters.Zip(made.GetProperty("initial").Rows()))
            for (int i = 0; i < numbers.Length; i++) parameter.Value[i / parameter.Value.Columns, i % parameter.Value.Columns] = (float)numbers[i];
        return network;
    }

    private static int[] Sizes(JsonElement made) => [.. made.GetProperty("sizes").Numbers().Select(size => (int)size)];
}
