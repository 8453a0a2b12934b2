using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tests.Training;

public class RegularizationTests
{
    private static readonly Regularization Everything = new() { ClipNorm = 0.5f, ClipValue = 0.02f, L1 = 0.001f, MaxNorm = 1.5f };

    public static TheoryData<int> Threads => [2, 3, 8];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Threads_change_no_bit_of_regularized_training(int threads)
    {
        Assert.Equal(Fingerprint(1), Fingerprint(threads));

        static string Fingerprint(int threads)
        {
            var network = new Network(50, [new Dense(300, Activation.Tanh), new Dense(5, Activation.Softmax)], seed: 3);
            var options = new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 100,
                Threads = threads,
                Regularization = Everything,
                LabelSmoothing = 0.1f,
                Averaging = WeightAveraging.Exponential(0.9f),
                Schedule = new OneCycleSchedule(),
            };
            new Trainer(network, Loss.CrossEntropy, new Adam(0.01f) { WeightDecay = 0.01f }, options).Train(SyntheticData.Classes(350, 50, 5));
            return network.Sha256();
        }
    }

    [Fact]
    public void A_regularized_step_allocates_nothing()
    {
        var (data, network) = (SyntheticData.Classes(64, 30, 5), new Network(30, [new Dense(20, Activation.Tanh), new Dropout(0.2f), new Dense(5, Activation.Softmax)]));
        using var team = new ThreadTeam(1);
        var optimizer = new OptimizerState(new Adam(), network.Parameters, Everything, team);
        var gradient = new BatchGradient(network, Loss.CrossEntropy, data, 64, team, optimizer, labelSmoothing: 0.1f);
        int[] rows = [.. Enumerable.Range(0, 64)];
        AllocationTests.AssertAllocatesNothing(Step);

        void Step()
        {
            gradient.Compute(rows);
            optimizer.Accept();
        }
    }

    [Fact]
    public void Weights_into_a_neuron_stay_within_the_largest_norm()
    {
        var network = new Network(6, [new Dense(10, Activation.Relu), new Dense(2, Activation.Softmax)]);
        new Trainer(network, Loss.CrossEntropy, new Sgd(0.5f), new TrainingOptions { Epochs = 20, Regularization = new Regularization { MaxNorm = 0.75f } })
            .Train(SyntheticData.Classes(200, 6, 2));
        double[] norms = [.. network.Layers.Cast<Dense>().SelectMany(layer => Enumerable.Range(0, layer.Outputs).Select(row => Math.Sqrt(layer.Weights.Row(row).ToArray().Sum(w => (double)w * w))))];
        Assert.All(norms, norm => Assert.True(norm <= 0.75 + 1e-6, $"{norm}"));
        Assert.Contains(norms, norm => norm > 0.75 - 1e-6);
    }

    [Fact]
    public void Smoothed_labels_are_targets_that_share_a_part_among_all_classes()
    {
        // (1 − 0.25)·1 + 0.25/4 and 0.25/4, given as numbers: the same targets, so the same bits.
        var classes = SyntheticData.Classes(40, 5, 4);
        float[] targets = [.. classes.Labels.ToArray().SelectMany(label => Enumerable.Range(0, 4).Select(output => output == label ? 0.8125f : 0.0625f))];
        var numbers = Dataset.ForRegression("smoothed", classes.Inputs.Values.ToArray(), 5, targets, ["a", "b", "c", "d"]);
        Assert.Equal(Trained(numbers, 0), Trained(classes, 0.25f));
        Assert.NotEqual(Trained(classes, 0), Trained(classes, 0.25f));

        static string Trained(Dataset data, float smoothing)
        {
            var network = new Network(5, [new Dense(6, Activation.Tanh), new Dense(4, Activation.Softmax)], seed: 2);
            new Trainer(network, Loss.CrossEntropy, new Sgd(0.1f), new TrainingOptions { Epochs = 2, BatchSize = 16, LabelSmoothing = smoothing }).Train(data);
            return network.Sha256();
        }
    }

    [Fact]
    public void Averaged_weights_are_the_means_of_those_along_the_way()
    {
        var data = SyntheticData.Noise(8, 3, 1);
        double[] After(int epochs, WeightAveraging? averaging)
        {
            var network = new Network(3, [new Dense(1)], seed: 1);
            new Trainer(network, Loss.SquaredError, new Sgd(0.05f), new TrainingOptions { Epochs = epochs, BatchSize = TrainingOptions.WholeDataset, Averaging = averaging }).Train(data);
            return network.Parameters[0].ToDoubles();
        }
        double[][] plain = [.. Enumerable.Range(1, 4).Select(epochs => After(epochs, null))];
        double[] equal = After(4, WeightAveraging.Equal(2)), exponential = After(3, WeightAveraging.Exponential(0.75f));
        const double Roundings = 1e-6;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((plain[1][i] + plain[2][i] + plain[3][i]) / 3, equal[i], Roundings);
            Assert.Equal(0.75 * (0.75 * plain[0][i] + 0.25 * plain[1][i]) + 0.25 * plain[2][i], exponential[i], Roundings);
        }
    }

    [Fact]
    public void Early_stopping_goes_by_the_watched_metric_and_the_minimum_change()
    {
        var (training, validation) = (SyntheticData.Separable(200), SyntheticData.Separable(100, seed: 2));
        TrainingResult Train(TrainingOptions options) =>
            new Trainer(new Network(2, [new Dense(2, Activation.Softmax)]), Loss.CrossEntropy, new Sgd(0.5f), options).Train(training, validation);

        // The loss falls on and on, so the accuracy alone, or a change that is asked for, can end it.
        var byLoss = Train(new TrainingOptions { Epochs = 30, Patience = 3 });
        var byAccuracy = Train(new TrainingOptions { Epochs = 30, Patience = 3, Watch = WatchedMetric.Accuracy });
        var byChange = Train(new TrainingOptions { Epochs = 30, Patience = 3, MinimumChange = 0.5 });
        Assert.Equal(StopReason.EarlyStopped, byAccuracy.StopReason);
        double best = byAccuracy.Epochs.Max(epoch => ((ClassificationEvaluation)epoch.Validation!).Accuracy);
        Assert.Equal(best, ((ClassificationEvaluation)byAccuracy.Epochs[byAccuracy.BestEpoch - 1].Validation!).Accuracy);
        Assert.Equal(byAccuracy.BestEpoch + 3, byAccuracy.Epochs.Count);
        Assert.Equal((StopReason.EarlyStopped, 4), (byChange.StopReason, byChange.Epochs.Count));
        Assert.True(byChange.BestEpoch > 1);   // the best weights are kept all the same
        Assert.True(byLoss.Epochs.Count > byAccuracy.Epochs.Count);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Refused("largest norm must be a finite number above 0, not 0", () => new Regularization { ClipNorm = 0 });
        Refused("largest value must be a finite number above 0, not NaN", () => new Regularization { ClipValue = float.NaN });
        Refused("L1 regularization must be a finite number of 0 or more, not -1", () => new Regularization { L1 = -1 });
        Refused("decay of averaged weights must be a number from 0 to below 1, not 1", () => WeightAveraging.Exponential(1));
        Refused("must be 1 or later, not 0", () => WeightAveraging.Equal(0));
        Train("label smoothing must be a number from 0 to below 1, not 1", new TrainingOptions { LabelSmoothing = 1 });
        Train("Label smoothing is for classes", new TrainingOptions { LabelSmoothing = 0.1f });
        Train("minimum change must be a finite number of 0 or more, not -1", new TrainingOptions { MinimumChange = -1 });
        Train("from epoch 9 on are none in 8", new TrainingOptions { Epochs = 8, Averaging = WeightAveraging.Equal(9) });
        Train("There is no accuracy where numbers are predicted", new TrainingOptions { Watch = WatchedMetric.Accuracy });

        static void Train(string message, TrainingOptions options) =>
            Refused(message, () => new Trainer(new Network(1, [new Dense(1)]), Loss.SquaredError, new Sgd(), options).Train(SyntheticData.Noise(4, 1, 1)));

        static void Refused(string message, Func<object> action) =>
            Assert.Contains(message, Assert.Throws<InvalidInputException>(action).Message, StringComparison.Ordinal);
    }
}
