using Backprop.Data;

namespace Backprop.Tests.Training;

public class StoppingTests
{
    [Fact]
    public void A_loss_that_overflows_ends_training_names_epoch_and_batch_and_keeps_finite_parameters()
    {
        var network = new Network(3, [new Dense(8, Activation.Relu), new Dense(1)]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(1e6f), new TrainingOptions { Epochs = 50, BatchSize = 10 }).Train(SyntheticData.Linear(100));
        Assert.Equal(StopReason.Diverged, result.StopReason);
        Assert.Matches(@"^epoch \d+, batch \d+ of 10: .* is not finite", result.Divergence);
        AssertFinite(network);
    }

    [Fact]
    public void An_update_that_overflows_changes_no_parameter()
    {
        // The loss is finite, 4e36; the gradient too, −4e18; the update, 4e38, is not.
        var network = new Network(1, [new Dense(1, initializer: Initializer.Zeros)]);
        string before = network.Sha256();
        var data = Dataset.ForRegression("huge", [1], 1, [2e18f], ["y"]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(1e20f), new TrainingOptions { Epochs = 1 }).Train(data);
        Assert.Equal((StopReason.Diverged, "epoch 1, batch 1 of 1: an updated parameter is not finite"), (result.StopReason, result.Divergence));
        Assert.False(result.DivergedBeforeAnyUpdate);
        Assert.Equal(before, network.Sha256());
    }

    [Fact]
    public void Patience_ends_training_and_the_best_weights_are_restored()
    {
        var (training, validation) = (SyntheticData.Noise(64, 10, 1), SyntheticData.Noise(64, 10, 1, seed: 2));
        var network = new Network(10, [new Dense(64, Activation.Tanh), new Dense(1)]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(0.02f), new TrainingOptions { Epochs = 500, BatchSize = 8, Patience = 4 }).Train(training, validation);
        Assert.Equal(StopReason.EarlyStopped, result.StopReason);
        Assert.Equal(result.Epochs.Count - 4, result.BestEpoch);
        double lowest = result.Epochs.Min(epoch => epoch.Validation!.Loss);
        Assert.Equal(lowest, result.Epochs[result.BestEpoch - 1].Validation!.Loss);
        using var team = new Backprop.Numerics.ThreadTeam(1);
        Assert.Equal(lowest, new Evaluator(network, Loss.SquaredError, new RowWindows(validation), team).Evaluate().Loss);
    }

    [Fact]
    public void Without_patience_all_epochs_are_done_and_the_best_weights_are_restored_all_the_same()
    {
        var (training, validation) = (SyntheticData.Noise(64, 10, 1), SyntheticData.Noise(64, 10, 1, seed: 2));
        var network = new Network(10, [new Dense(64, Activation.Tanh), new Dense(1)]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(0.02f), new TrainingOptions { Epochs = 40, BatchSize = 8, Patience = null }).Train(training, validation);
        Assert.Equal((StopReason.Completed, 40), (result.StopReason, result.Epochs.Count));
        Assert.True(result.BestEpoch < 40);
    }

    [Fact]
    public void Without_validation_data_the_last_weights_stay()
    {
        var network = new Network(3, [new Dense(1)]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(0.001f), new TrainingOptions { Epochs = 7, Patience = 1 }).Train(SyntheticData.Noise(20, 3, 1));
        Assert.Equal((StopReason.Completed, 7, 7), (result.StopReason, result.Epochs.Count, result.BestEpoch));
    }

    [Fact]
    public void Cancelling_ends_after_the_running_batch_and_keeps_what_was_learned()
    {
        using var cancellation = new CancellationTokenSource();
        var network = new Network(2, [new Dense(2, Activation.Softmax)]);
        var trainer = new Trainer(network, Loss.CrossEntropy, new Sgd(0.1f), new TrainingOptions { Epochs = 1000 });
        var progress = new Listener(report => { if (report.Epoch == 3) cancellation.Cancel(); });
        var result = trainer.Train(SyntheticData.Separable(100), null, progress, cancellation.Token);
        Assert.Equal((StopReason.Cancelled, 3, 3), (result.StopReason, result.Epochs.Count, result.BestEpoch));

        var three = new Network(2, [new Dense(2, Activation.Softmax)]);
        new Trainer(three, Loss.CrossEntropy, new Sgd(0.1f), new TrainingOptions { Epochs = 3 }).Train(SyntheticData.Separable(100));
        Assert.Equal(three.Sha256(), network.Sha256());
    }

    [Fact]
    public void Training_leaves_no_thread_behind()
    {
        int before = System.Diagnostics.Process.GetCurrentProcess().Threads.Count;
        for (int run = 0; run < 20; run++)
            new Trainer(new Network(2, [new Dense(2, Activation.Softmax)]), Loss.CrossEntropy, new Sgd(0.1f), new TrainingOptions { Epochs = 1, Threads = 8 })
                .Train(SyntheticData.Separable(100));
        // 140 workers were started; the runtime and other tests may add a few threads of their own.
        Assert.True(System.Diagnostics.Process.GetCurrentProcess().Threads.Count < before + 70);
    }

    private static void AssertFinite(Network network)
    {
        foreach (var parameter in network.Parameters)
            for (int row = 0; row < parameter.Value.Rows; row++)
                foreach (float value in parameter.Value.Row(row)) Assert.True(float.IsFinite(value));
    }

    private sealed class Listener(Action<EpochReport> report) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => report(value);
    }
}
