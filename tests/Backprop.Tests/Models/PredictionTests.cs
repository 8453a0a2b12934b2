namespace Backprop.Tests.Models;

/// <summary>Predictions one by one, in batches and by all processors: always the same bits, and always of the weights as they are.</summary>
public class PredictionTests
{
    public static TheoryData<string, string> Networks => new()
    {
        { "7-40-3", "gelu,softmax" },
        { "1-1", "identity" },
        { "100-64-33-10", "relu,softmax,sigmoid" },
        { "37-5", "elu" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void One_point_alone_has_the_bits_that_it_has_in_a_batch(string sizes, string activations)
    {
        var (network, inputs) = (Create(sizes, activations), SyntheticData.Noise(40, int.Parse(sizes.Split('-')[0]), 1).Inputs.Values.ToArray());
        float[] together = new float[40 * network.Outputs], alone = new float[network.Outputs];
        network.Predict(inputs, together);
        for (int point = 0; point < 40; point++)
        {
            network.Predict(inputs.AsSpan(point * network.Inputs, network.Inputs), alone);
            Assert.Equal(together.AsSpan(point * network.Outputs, network.Outputs).ToArray(), alone);
        }
    }

    [Fact]
    public void Many_points_shared_by_all_processors_have_the_bits_of_few()
    {
        const int Points = 3000;
        var network = Create("100-200-10", "relu,softmax");
        float[] inputs = SyntheticData.Noise(Points, 100, 1).Inputs.Values.ToArray(), together = new float[Points * 10], few = new float[10 * 10];
        Assert.Equal(Backprop.Numerics.Processor.PhysicalCores > 1, ParallelPrediction.Pays(network, Points));
        network.Predict(inputs, together);
        for (int first = 0; first < Points; first += 10)
        {
            network.Predict(inputs.AsSpan(first * 100, 1000), few);
            Assert.Equal(together.AsSpan(first * 10, 100).ToArray(), few);
        }
    }

    [Fact]
    public void A_weight_written_between_two_predictions_counts_even_by_a_row_taken_before_them()
    {
        var network = new Network(3, [new Dense(20, Activation.Tanh), new Dense(1)], seed: 2);
        var dense = (Dense)network.Layers[0];
        float[] input = [1, 2, 3];
        for (int i = 0; i < 5; i++) network.Predict(input);
        var row = dense.Weights.Row(4);
        for (int i = 0; i < 5; i++) network.Predict(input);
        float before = network.Predict(input)[0];
        row[1] += 0.5f;
        float after = network.Predict(input)[0];
        Assert.NotEqual(before, after);
        Assert.Equal(InBatch(network, input), after);
    }

    [Fact]
    public void Training_initializing_and_restoring_between_predictions_count()
    {
        var data = SyntheticData.Noise(50, 3, 1);
        var network = new Network(3, [new Dense(20, Activation.Tanh), new Dense(1)], seed: 2);
        float[] input = [1, 2, 3];
        void AssertCurrent()
        {
            // Some, so that a copy of the weights has been made and would be used.
            for (int i = 0; i < 4; i++) Assert.Equal(InBatch(network, input), network.Predict(input)[0]);
        }
        AssertCurrent();
        new Trainer(network, Loss.SquaredError, new Sgd(0.1f), new TrainingOptions { Epochs = 3 }).Train(data, SyntheticData.Noise(20, 3, 1, seed: 9));
        AssertCurrent();
        network.Initialize(7);
        AssertCurrent();
    }

    [Fact]
    public void Weights_that_are_exchanged_for_their_mean_count()
    {
        var data = SyntheticData.Noise(50, 3, 1);
        var network = new Network(3, [new Dense(20, Activation.Tanh), new Dense(1)], seed: 2);
        float[] input = [1, 2, 3];
        var options = new TrainingOptions { Epochs = 4, Averaging = WeightAveraging.Exponential(0.9f) };
        // Whoever looks at predictions after each epoch has a copy made of the weights as they are then.
        var looking = new Looking(() =>
        {
            for (int i = 0; i < 3; i++) network.Predict(input);
        });
        new Trainer(network, Loss.SquaredError, new Sgd(0.1f), options).Train(data, null, looking);
        Assert.Equal(InBatch(network, input), network.Predict(input)[0]);
    }

    [Fact]
    public void Limiting_the_norm_of_weights_does_not_make_single_predictions_slow()
    {
        var network = new Network(3, [new Dense(20, Activation.Tanh), new Dense(1)], seed: 2);
        var options = new TrainingOptions { Epochs = 2, Regularization = new Regularization { MaxNorm = 0.1f } };
        new Trainer(network, Loss.SquaredError, new Sgd(0.1f), options).Train(SyntheticData.Noise(50, 3, 1));
        Assert.DoesNotContain(network.Parameters, parameter => parameter.Value.WasHandedOut);
    }

    [Fact]
    public void Predictions_side_by_side_get_the_buffers_of_those_before_them()
    {
        var pool = new PredictorPool(Create("7-40-3", "gelu,softmax"));
        Predictor[] first = [pool.Take(), pool.Take(), pool.Take()];
        Assert.Equal(3, first.Distinct().Count());
        foreach (var predictor in first) pool.Return(predictor);
        Predictor[] second = [pool.Take(), pool.Take(), pool.Take()];
        Assert.Equal(first.ToHashSet(), second.ToHashSet());
    }

    private sealed class Looking(Action look) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => look();
    }

    private static float InBatch(Network network, float[] input)
    {
        var outputs = new float[2];
        network.Predict([.. input, .. input], outputs);
        return outputs[0];
    }

    private static Network Create(string sizes, string activations)
    {
        int[] widths = [.. sizes.Split('-').Select(int.Parse)];
        return new Network(widths[0], [.. activations.Split(',').Select((name, layer) => new Dense(widths[layer + 1], Activation.Parse(name)))], seed: 4);
    }

    [Fact]
    public void An_assessment_tells_how_far_it_is_and_can_be_stopped()
    {
        // Several portions, of which the last is not whole.
        var data = SyntheticData.Separable(40_000);
        var model = new ModelTraining(data, new ModelOptions { Hidden = [4] }).Model;
        var heard = new List<double>();
        var assessment = model.Assess(data, threads: 1, new ShareListener(heard.Add), TestContext.Current.CancellationToken);
        Assert.Equal(heard.Order(), heard);
        Assert.InRange(heard.Count, 5, 10_000);
        Assert.Contains(heard, share => share < 0.5);
        Assert.Equal(1, heard[^1]);
        Assert.Equal(model.Assess(data).Evaluation.Loss, assessment.Evaluation.Loss);

        foreach (double last in (double[])[0.1, 0.7])
        {
            using var cancellation = new CancellationTokenSource();
            var listener = new ShareListener(share =>
            {
                if (share > last) cancellation.Cancel();
            });
            Assert.Throws<OperationCanceledException>(() => model.Assess(data, threads: 1, listener, cancellation.Token));
        }
    }

    private sealed class ShareListener(Action<double> hear) : IProgress<double>
    {
        public void Report(double value) => hear(value);
    }
}
