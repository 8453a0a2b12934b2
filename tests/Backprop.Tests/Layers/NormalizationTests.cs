using Backprop.Data;
using Backprop.Reference;

namespace Backprop.Tests.Layers;

public class NormalizationTests
{
    // A mean and a variance of a few dozen floats, and a quotient.
    private const double FloatRoundings = 2e-6;

    public static TheoryData<string> Stacks => ["batch", "batch after", "batch first", "batch last", "layer", "layer after", "layer first", "layer last", "mixed"];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Gradients_are_those_of_the_reference_and_of_finite_differences(string stack)
    {
        var result = GradientCheck.Run(Create(stack), Loss.SquaredError, SyntheticData.Noise(37, 7, 3));
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void A_batch_beyond_a_piece_is_normalized_as_a_whole()
    {
        // 1,100 data points are more than a piece; the order of sums is that of the chunks all the same.
        var network = new Network(3, [new Dense(4, Activation.Tanh), new BatchNormalization(), new Dense(2)], seed: 4);
        var result = GradientCheck.Run(network, Loss.SquaredError, SyntheticData.Noise(1100, 3, 2), numbersPerParameter: 2);
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void Batch_normalization_brings_each_feature_to_mean_0_and_variance_1_and_measures_both()
    {
        var network = new Network(2, [new BatchNormalization(momentum: 0.25f), new Dense(1)], seed: 1);
        // By hand: means 2.5 and 25, variances 1.25 and 125 (N) or 1.6667 and 166.67 (N − 1).
        var data = Dataset.ForRegression("hand", [1, 10, 2, 20, 3, 30, 4, 40], 2, [0, 0, 0, 0], ["y"]);
        var forward = network.ToReference().Forward([[1, 10], [2, 20], [3, 30], [4, 40]]);
        Assert.Equal(-1.5 / Math.Sqrt(1.25 + 1e-5), forward.Layers[0].Activations[0][0], FloatRoundings);
        Assert.Equal(-15 / Math.Sqrt(125 + 1e-5), forward.Layers[0].Activations[0][1], FloatRoundings);

        var options = new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.WholeDataset, Threads = 1 };
        new Trainer(network, Loss.SquaredError, new Sgd(1e-6f), options).Train(data);
        var layer = (BatchNormalization)network.Layers[0];
        Assert.Equal(0.25 * 2.5, layer.RunningMean[0, 0], FloatRoundings);
        Assert.Equal(0.25 * 25, layer.RunningMean[1, 0], 10 * FloatRoundings);
        Assert.Equal(0.75 + 0.25 * 5 / 3, layer.RunningVariance[0, 0], FloatRoundings);
        Assert.Equal(0.75 + 0.25 * 500 / 3, layer.RunningVariance[1, 0], 100 * FloatRoundings);
    }

    [Fact]
    public void Layer_normalization_brings_each_data_point_to_mean_0_and_variance_1()
    {
        var network = new Network(4, [new LayerNormalization()]);
        float[] outputs = network.Predict([1, 2, 3, 4]);
        // By hand: mean 2.5, variance 1.25.
        double[] expected = [.. new[] { -1.5, -0.5, 0.5, 1.5 }.Select(distance => distance / Math.Sqrt(1.25 + 1e-5))];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], outputs[i], FloatRoundings);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_prediction_has_the_bits_of_its_batch_and_is_that_of_the_reference(string stack)
    {
        var network = Trained(stack, threads: 2);
        var data = SyntheticData.Noise(60, 7, 3, seed: 9);
        float[] batch = new float[60 * 3];
        network.Predict(data.Inputs.Values, batch);
        var reference = network.ToReference();
        for (int row = 0; row < 60; row++)
        {
            // From the second call on, a single point takes its own path.
            for (int call = 0; call < 3; call++) Assert.Equal(batch[(3 * row)..(3 * row + 3)], network.Predict(data.Input(row)));
            double[] expected = reference.Forward([Array.ConvertAll(data.Input(row).ToArray(), x => (double)x)], ReferenceMode.Inference).Outputs[0];
            for (int output = 0; output < 3; output++) Assert.Equal(expected[output], batch[3 * row + output], 20 * FloatRoundings);
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Threads_change_no_bit(string stack)
    {
        string one = Trained(stack, threads: 1).Sha256();
        foreach (int threads in new[] { 2, 3, 8 }) Assert.Equal(one, Trained(stack, threads).Sha256());
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_model_survives_its_file(string stack)
    {
        using var directory = new Files.TemporaryDirectory();
        var network = Trained(stack, threads: 1);
        var schema = new ModelSchema { Features = [.. "abcdefg".Select(c => $"{c}")], Targets = ["x", "y", "z"] };
        new Model(network, Loss.SquaredError, schema).Save(directory["model"]);
        var loaded = Model.Load(directory["model"]).Network;
        Assert.Equal(network.Sha256(), loaded.Sha256());
        Assert.Equal(network.Layers.Select(layer => layer.ToString()), loaded.Layers.Select(layer => layer.ToString()));
        float[] input = [1, -2, 3, 0.5f, -0.25f, 0, 1];
        Assert.Equal(network.Predict(input), loaded.Predict(input));
    }

    [Fact]
    public void Running_statistics_are_part_of_the_fingerprint_but_no_parameters()
    {
        var network = Create("batch");
        var layer = network.Layers.OfType<BatchNormalization>().First();
        Assert.Equal(["weight", "bias"], layer.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["running_mean", "running_var"], layer.Buffers.Select(buffer => buffer.Name));
        Assert.Equal(network.Parameters.Sum(parameter => parameter.Count), network.ParameterCount);
        string before = network.Sha256();
        layer.RunningMean[0, 0] = 1;
        Assert.NotEqual(before, network.Sha256());
    }

    [Fact]
    public void A_last_batch_of_one_data_point_is_normalized_by_the_running_statistics_and_leaves_them_alone()
    {
        var network = new Network(7, [new Dense(5), new BatchNormalization(), new Dense(3)], seed: 2);
        var layer = (BatchNormalization)network.Layers[1];
        for (int i = 0; i < 5; i++) (layer.RunningMean[i, 0], layer.RunningVariance[i, 0]) = (0.1f * i, 0.5f + i);
        float[] statistics = [.. layer.RunningMean.Everything, .. layer.RunningVariance.Everything];
        var result = GradientCheck.Run(network, Loss.SquaredError, SyntheticData.Noise(1, 7, 3));
        Assert.True(result.Passed, result.ToString());
        var options = new TrainingOptions { Epochs = 1, BatchSize = 4, Threads = 1 };
        // Four and one: the statistics are those of the four.
        Assert.Equal(StopReason.Completed, new Trainer(network, Loss.SquaredError, new Sgd(0.01f), options).Train(SyntheticData.Noise(5, 7, 3)).StopReason);
        Assert.NotEqual(statistics, [.. layer.RunningMean.Everything, .. layer.RunningVariance.Everything]);
    }

    [Fact]
    public void Batches_of_one_are_refused_from_the_start()
    {
        var network = Create("batch");
        string Refusal(int batch, int points) => Assert.Throws<InvalidInputException>(() =>
            new Trainer(network, Loss.SquaredError, new Sgd(), new TrainingOptions { BatchSize = batch }).Train(SyntheticData.Noise(points, 7, 3))).Message;
        Assert.Contains("Use a batch size of 2 or more", Refusal(1, 10), StringComparison.Ordinal);
        Assert.Contains("Use more data", Refusal(10, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Contains("above 0 and at most 1, not 0", Assert.Throws<InvalidInputException>(() => new BatchNormalization(0)).Message, StringComparison.Ordinal);
        Assert.Contains("finite number above 0, not 0", Assert.Throws<InvalidInputException>(() => new LayerNormalization(0)).Message, StringComparison.Ordinal);
        Assert.Contains("always its shift", Assert.Throws<InvalidInputException>(() => new Network(1, [new LayerNormalization()])).Message, StringComparison.Ordinal);
        Assert.Contains("softmax of a single number", Assert.Throws<InvalidInputException>(() => new Network(1, [new Activate(Activation.Softmax)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_diverges_leaves_the_running_statistics_as_they_were()
    {
        var network = new Network(1, [new BatchNormalization(), new Dense(1)], seed: 1);
        var data = Dataset.ForRegression("huge", [3e38f, -3e38f, 3e38f, 1], 1, [0, 0, 0, 0], ["y"]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(), new TrainingOptions { BatchSize = 4, Threads = 1 }).Train(data);
        Assert.Equal(StopReason.Diverged, result.StopReason);
        Assert.Equal(0, ((BatchNormalization)network.Layers[0]).RunningMean[0, 0]);
        Assert.Equal(1, ((BatchNormalization)network.Layers[0]).RunningVariance[0, 0]);
    }

    [Fact]
    public void Averaged_weights_have_statistics_that_were_measured_with_them()
    {
        // A single batch: the average over the batches is that of the batch, by the averaged weights.
        var network = new Network(7, [new Dense(5, Activation.Tanh), new BatchNormalization(), new Dense(3)], seed: 2);
        var data = SyntheticData.Noise(50, 7, 3);
        var options = new TrainingOptions { Epochs = 6, BatchSize = TrainingOptions.WholeDataset, Threads = 1, Averaging = WeightAveraging.Equal(2) };
        new Trainer(network, Loss.SquaredError, new Sgd(0.1f), options).Train(data);
        var dense = new Network(7, [new Dense(5, Activation.Tanh)]);
        for (int i = 0; i < 2; i++) dense.Parameters[i].Value.CopyFrom(network.Parameters[i].Value);
        float[] activations = new float[50 * 5];
        dense.Predict(data.Inputs.Values, activations);
        var layer = (BatchNormalization)network.Layers[1];
        for (int i = 0; i < 5; i++)
        {
            double[] feature = [.. Enumerable.Range(0, 50).Select(row => (double)activations[5 * row + i])];
            double mean = feature.Average();
            Assert.Equal(mean, layer.RunningMean[i, 0], FloatRoundings);
            Assert.Equal(feature.Sum(a => (a - mean) * (a - mean)) / 49, layer.RunningVariance[i, 0], FloatRoundings);
        }
    }

    [Fact]
    public void The_best_weights_come_back_with_their_statistics()
    {
        var network = new Network(2, [new Dense(8), new BatchNormalization(), new Activate(Activation.Tanh), new Dense(2, Activation.Softmax)], seed: 1);
        var (training, validation) = SyntheticData.Separable(200).Split(0.3, seed: 1);
        var losses = new List<(double Loss, string Sha)>();
        var progress = new Watcher(() => network.Sha256(), losses);
        var options = new TrainingOptions { Epochs = 12, BatchSize = 20, Threads = 1, Patience = null };
        // A rate so large that the last epoch is not the best.
        new Trainer(network, Loss.CrossEntropy, new Sgd(3), options).Train(training, validation, progress);
        Assert.Equal(losses.MinBy(epoch => epoch.Loss).Sha, network.Sha256());
    }

    private sealed class Watcher(Func<string> fingerprint, List<(double, string)> losses) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => losses.Add((value.Validation!.Loss, fingerprint()));
    }

    private static Network Create(string stack)
    {
        Layer Normalization() => stack.StartsWith("batch", StringComparison.Ordinal) ? new BatchNormalization() : new LayerNormalization();
        return new Network(7, stack switch
        {
            "batch" or "layer" => [new Dense(21), Normalization(), new Activate(Activation.Tanh), new Dense(3)],
            "batch after" or "layer after" => [new Dense(21, Activation.Selu), Normalization(), new Dense(3)],
            "batch first" or "layer first" => [Normalization(), new Dense(17, Activation.Gelu), new Dense(3)],
            "batch last" or "layer last" => [new Dense(21, Activation.Tanh), new Dense(3), Normalization()],
            _ => [new Dense(21), new BatchNormalization(), new Activate(Activation.Softplus), new LayerNormalization(), new Dense(16), new BatchNormalization(0.3f, 1e-3f), new Activate(Activation.Softmax), new Dense(3)],
        }, seed: 4);
    }

    private static Network Trained(string stack, int threads)
    {
        var network = Create(stack);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 100, Seed = 5, Threads = threads };
        Assert.Equal(StopReason.Completed, new Trainer(network, Loss.SquaredError, new Adam(), options).Train(SyntheticData.Noise(450, 7, 3)).StopReason);
        return network;
    }
}
