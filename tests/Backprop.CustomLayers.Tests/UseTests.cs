using Backprop.Data;
using MyProgram;

namespace Backprop.CustomLayers.Tests;

/// <summary>A layer of a program's own does what the engine's layers do.</summary>
public class UseTests
{
    // More than the 1,024 data points that pass through memory at a time.
    private const int LongBatch = 1500;

    [Theory]
    [InlineData(32)]
    [InlineData(LongBatch)]
    public void Training_gives_the_same_bits_on_any_number_of_threads(int batchSize)
    {
        string Trained(int threads)
        {
            var network = Stack();
            var options = new TrainingOptions { Epochs = 2, BatchSize = batchSize, Threads = threads };
            new Trainer(network, Loss.CrossEntropy, new Sgd(0.05f), options).Train(Digits());
            return network.Sha256();
        }
        string one = Trained(1);
        Assert.NotEqual(Stack().Sha256(), one);
        Assert.Equal(one, Trained(3));
        Assert.Equal(one, Trained(1));
    }

    [Fact]
    public void A_network_of_such_layers_alone_learns()
    {
        var data = BuiltInDatasets.Load("iris");
        float[] doubled = [.. data.Inputs.Values.ToArray().Select(value => 2 * value)];
        var numbers = Dataset.ForRegression("doubled", data.Inputs.Values.ToArray(), 4, doubled, ["a", "b", "c", "d"]);
        var network = new Network(4, [new Tilt()]);
        var result = new Trainer(network, Loss.MeanSquaredError, new Sgd(0.001f), new TrainingOptions { Epochs = 200 }).Train(numbers);
        Assert.InRange(result.Epochs[^1].TrainLoss / result.Epochs[0].TrainLoss, 0, 0.1);
    }

    [Fact]
    public void Predictions_do_not_depend_on_their_batch()
    {
        var network = Stack();
        var data = Digits();
        float[] inputs = data.Inputs.Values.ToArray(), together = new float[data.Count * 10];
        network.Predict(inputs, together);
        for (int row = 0; row < 40; row++)
            Assert.Equal(together.AsSpan(10 * row, 10).ToArray(), network.Predict(data.Input(row)));
        Assert.Equal(together.AsSpan(^10..).ToArray(), network.Predict(data.Input(data.Count - 1)));
    }

    [Fact]
    public void Predictions_run_side_by_side()
    {
        var network = Stack();
        var data = Digits();
        float[][] expected = [.. Enumerable.Range(0, 200).Select(row => network.Predict(data.Input(row)))];
        Parallel.For(0, 2000, i => Assert.Equal(expected[i % 200], network.Predict(data.Input(i % 200))));
    }

    [Fact]
    public void The_same_seed_draws_the_same_parameters_and_no_two_matrices_alike()
    {
        Network Drawn(ulong seed) => new(8, [new Dense(8), new Tilt(), new Tilt(kind: "tilt-2")], seed);
        var network = Drawn(1);
        Assert.Equal(network.Sha256(), Drawn(1).Sha256());
        Assert.NotEqual(network.Sha256(), Drawn(2).Sha256());
        Assert.NotEqual(network.Parameters[3].ToDoubles(), network.Parameters[5].ToDoubles());
        Assert.All(network.Parameters[2].ToDoubles(), start => Assert.Equal(0.5, start));
        Assert.Equal([0, 0], new[] { new Tilt().Outputs, new Tilt().Inputs });
        Assert.Equal("8-8-8-8", network.ToString());
    }

    [Fact]
    public void A_cross_entropy_behind_such_a_layer_is_refused() =>
        Assert.Contains("needs outputs between 0 and 1", Refused(() => new Trainer(new Network(3, [new RmsNorm()]), Loss.CrossEntropy, new Sgd())), StringComparison.Ordinal);

    [Fact]
    public void What_a_layer_says_of_itself_is_checked_when_the_network_is_built()
    {
        Assert.Contains("calls its kind 'dense'", Refused(() => new Network(2, [new Tilt(kind: "dense")])), StringComparison.Ordinal);
        Assert.Contains("has 0 outputs for 2 inputs", Refused(() => new Network(2, [new Odd(outputs: 0)])), StringComparison.Ordinal);
        Assert.Contains("two parameters 'w'", Refused(() => new Network(2, [new Odd(1, CustomParameter.Vector("w", 1), CustomParameter.Vector("w", 2))])), StringComparison.Ordinal);
        Assert.Contains("has no name", Refused(() => new Network(2, [new Odd(1, CustomParameter.Vector(" ", 1))])), StringComparison.Ordinal);
        Assert.Contains("'w' of the odd layer is 0 × 3", Refused(() => new Network(2, [new Odd(1, CustomParameter.Matrix("w", 0, 3, Initializer.Zeros))])), StringComparison.Ordinal);
        Assert.Contains("starts as NaN", Refused(() => new Network(2, [new Odd(1, CustomParameter.Vector("w", 1, float.NaN))])), StringComparison.Ordinal);
        Assert.Contains("Use fewer", Refused(() => new Network(2, [new Odd(1, CustomParameter.Vector("w", int.MaxValue))])), StringComparison.Ordinal);
        var layer = new RmsNorm();
        _ = new Network(2, [layer]);
        Assert.Throws<ArgumentException>(() => new Network(2, [layer]));
    }

    [Fact]
    public void A_number_of_inputs_that_a_layer_cannot_take_is_refused_when_the_network_is_built()
    {
        Assert.Equal("6-3-1", new Network(6, [new PairSums(), new Dense(1)]).ToString());
        Assert.Contains("Pairs of 3 inputs", Refused(() => new Network(6, [new PairSums(), new PairSums()])), StringComparison.Ordinal);
    }

    [Fact]
    public void Predictions_allocate_nothing_once_they_run()
    {
        var (network, data, outputs) = (Stack(), Digits(), new float[10]);
        network.Predict(data.Input(0), outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int row = 0; row < 20; row++) network.Predict(data.Input(row), outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_diagnosis_of_a_healthy_network_says_nothing_of_such_layers()
    {
        var data = BuiltInDatasets.Load("digits");
        var training = new ModelTraining(data, new ModelOptions
        {
            Layers = outputs => [new Dense(32, Activation.Relu), new RmsNorm(), new Dense(outputs, Activation.Softmax)],
            Training = new TrainingOptions { Epochs = 5 },
        });
        training.Run();
        Assert.Empty(Diagnosis.Of(training.Model, data).Select(finding => finding.Message));
    }

    private static Network Stack() => new(64, [new RmsNorm(), new Dense(20, Activation.Relu), new RmsNorm(), new Tilt(), new Dense(10, Activation.Softmax)], seed: 5);

    private static Dataset Digits()
    {
        var digits = BuiltInDatasets.Load("digits");
        float[] scaled = [.. digits.Inputs.Values.ToArray().Select(value => value / 16)];
        return Dataset.ForClassification("digits", scaled, 64, digits.Labels.ToArray(), digits.ClassNames!);
    }

    private static string Refused(Func<object> create) => Assert.Throws<InvalidInputException>(create).Message;

    private sealed class Odd(int outputs, params CustomParameter[] parameters) : CustomLayer
    {
        public override string Kind => "odd";

        protected override int CountOutputs(int inputs) => outputs;

        protected override IReadOnlyList<CustomParameter> DescribeParameters(int inputs) => parameters;

        protected override CustomPass CreatePass(int capacity, bool forTraining) => throw new NotSupportedException();
    }
}
