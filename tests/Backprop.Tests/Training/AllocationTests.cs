using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tests.Training;

public class AllocationTests
{
    [Theory]
    [InlineData("softmax", "cross-entropy")]
    [InlineData("sigmoid", "squared-error")]
    public void A_step_allocates_nothing(string output, string loss)
    {
        var data = SyntheticData.Noise(300, 30, 5);
        if (loss == "cross-entropy") data = Dataset.ForClassification("noise", data.Inputs.Values.ToArray(), 30, [.. Enumerable.Range(0, 300).Select(i => i % 5)], ["a", "b", "c", "d", "e"]);
        var network = new Network(30, [new Dense(40, Activation.Gelu), new Dense(20, Activation.Relu), new Dense(5, Activation.Parse(output))]);
        using var team = new ThreadTeam(1);
        var optimizer = new OptimizerState(new Sgd(), network.Parameters);
        var gradient = new BatchGradient(network, Loss.Parse(loss), data, 100, team, optimizer);
        int[] rows = [.. Enumerable.Range(0, 100)];
        void Step()
        {
            gradient.Compute(rows);
            optimizer.Accept();
        }
        AssertAllocatesNothing(Step);
    }

    public static TheoryData<string> Optimizers => [.. OptimizerCatalog.Rules];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_of_any_optimizer_allocates_nothing(string name)
    {
        var (data, network) = (SyntheticData.Noise(40, 30, 5), new Network(30, [new Dense(20, Activation.Tanh), new Dense(5)]));
        using var team = new ThreadTeam(1);
        var optimizer = new OptimizerState(Optimizer.Create(new OptimizerSettings { Name = name, LearningRate = 1e-4, WeightDecay = 0.01 }), network.Parameters);
        var gradient = new BatchGradient(network, Loss.SquaredError, data, 40, team, optimizer);
        int[] rows = [.. Enumerable.Range(0, 40)];
        void Step()
        {
            gradient.Compute(rows);
            optimizer.Accept();
        }
        AssertAllocatesNothing(Step);
    }

    [Fact]
    public void A_step_through_normalization_and_residual_connections_allocates_nothing()
    {
        var (data, network) = (SyntheticData.Noise(40, 30, 5), new Network(30, [
            new Dense(20), new BatchNormalization(), new Activate(Activation.Tanh),
            new Residual(new LayerNormalization(), new Residual(new Dense(20)), new Dropout()), new Dense(5)]));
        using var team = new ThreadTeam(1);
        var optimizer = new OptimizerState(new Sgd(1e-4f), network.Parameters);
        var gradient = new BatchGradient(network, Loss.SquaredError, data, 40, team, optimizer);
        int[] rows = [.. Enumerable.Range(0, 40)];
        AssertAllocatesNothing(() =>
        {
            gradient.Compute(rows);
            optimizer.Accept();
            gradient.TakeStatistics();
        });
    }

    [Fact]
    public void A_prediction_allocates_nothing()
    {
        var training = new ModelTraining(SyntheticData.Linear(100), new ModelOptions { Training = new TrainingOptions { Epochs = 1 } });
        training.Run();
        var model = training.Model;
        float[] input = [1, 2, 3], output = new float[1];
        AssertAllocatesNothing(() => model.Predict(input, output));
        AssertAllocatesNothing(() => model.Network.Predict(input, output));
    }

    internal static void AssertAllocatesNothing(Action action)
    {
        // Warm: buffers of the first call, tiers of the just-in-time compiler.
        for (int i = 0; i < 100; i++) action();
        // What a step allocates shows every time; a garbage collection that another test causes counts what is left of this thread's buffer once.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }
}
