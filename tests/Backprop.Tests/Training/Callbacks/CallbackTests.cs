using Backprop.Tests.Files;

namespace Backprop.Tests.Training.Callbacks;

public class CallbackTests
{
    [Fact]
    public void Each_batch_epoch_and_the_end_are_told_in_order_with_what_they_brought()
    {
        var recorder = new Recorder();
        var data = SyntheticData.Separable(50);
        var result = Train(recorder, new TrainingOptions { Epochs = 2, BatchSize = 20, Schedule = new ExponentialSchedule(0.5) });
        Assert.Equal(["batch 1.1", "batch 1.2", "batch 1.3", "epoch 1", "batch 2.1", "batch 2.2", "batch 2.3", "epoch 2", "end Completed"], recorder.Told);
        Assert.Equal([1L, 2, 3, 4, 5, 6], recorder.Batches.Select(batch => batch.Step));
        Assert.Equal([20, 20, 10, 20, 20, 10], recorder.Batches.Select(batch => batch.Points));
        Assert.All(recorder.Batches, batch => Assert.Equal(3, batch.Batches));
        Assert.Equal(0.1, recorder.Batches[0].LearningRate, 1e-6);
        Assert.True(recorder.Batches[^1].LearningRate < 0.1);
        Assert.Equal((6, recorder.Batches[^1].LearningRate), (result.Epochs[1].Step, result.Epochs[1].LearningRate));
        // The mean over an epoch's data points is made of the batches' means.
        Assert.Equal(recorder.Batches.Take(3).Sum(batch => batch.Loss * batch.Points) / data.Count, result.Epochs[0].TrainLoss, 1e-12);
    }

    [Fact]
    public void A_callback_stops_training_after_its_batch()
    {
        var recorder = new Recorder { StopAfterBatch = 2 };
        var result = Train(recorder, new TrainingOptions { Epochs = 5, BatchSize = 20 });
        Assert.Equal((StopReason.Stopped, 0), (result.StopReason, result.Epochs.Count));
        Assert.Equal(["batch 1.1", "batch 1.2", "end Stopped"], recorder.Told);
    }

    [Fact]
    public void A_callback_stops_training_after_its_epoch()
    {
        var recorder = new Recorder { StopAfterEpoch = 3 };
        var result = Train(recorder, new TrainingOptions { Epochs = 5, BatchSize = 50 });
        Assert.Equal((StopReason.Stopped, 3), (result.StopReason, result.Epochs.Count));
    }

    [Fact]
    public void A_stopped_training_keeps_the_weights_of_as_many_epochs()
    {
        string Trained(TrainingOptions options)
        {
            var network = Network();
            new Trainer(network, Loss.CrossEntropy, new Sgd(), options).Train(SyntheticData.Separable(50));
            return network.Sha256();
        }
        Assert.Equal(Trained(new TrainingOptions { Epochs = 3 }), Trained(new TrainingOptions { Epochs = 9, Callbacks = [new Recorder { StopAfterEpoch = 3 }] }));
    }

    [Fact]
    public void An_exception_of_a_callback_comes_out_and_leaves_a_network_that_can_be_trained_on()
    {
        var thrower = new Recorder { ThrowAfterBatch = 4 };
        var network = Network();
        var trainer = new Trainer(network, Loss.CrossEntropy, new Sgd(), new TrainingOptions { Epochs = 3, BatchSize = 20, Callbacks = [thrower], Averaging = WeightAveraging.Exponential() });
        Assert.Equal("batch 4", Assert.Throws<InvalidOperationException>(() => trainer.Train(SyntheticData.Separable(50), SyntheticData.Separable(30, seed: 2))).Message);
        Assert.All(network.Parameters, parameter => Assert.All(Enumerable.Range(0, parameter.Value.Rows), row => Assert.All(parameter.Value.Row(row).ToArray(), number => Assert.True(float.IsFinite(number)))));
        thrower.ThrowAfterBatch = 0;
        Assert.Equal(StopReason.Completed, trainer.Train(SyntheticData.Separable(50)).StopReason);
    }

    [Fact]
    public void A_diverged_training_has_an_end_too()
    {
        var recorder = new Recorder();
        new Trainer(Network(), Loss.CrossEntropy, new Sgd(1e38f), new TrainingOptions { Epochs = 3, Callbacks = [recorder] }).Train(SyntheticData.Separable(50));
        Assert.Equal("end Diverged", recorder.Told[^1]);
    }

    [Fact]
    public void The_log_has_a_line_for_each_epoch_as_soon_as_it_is_finished()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["log.csv"];
        using var log = new CsvLog(path);
        var reader = new Recorder { AtEpoch = epoch => Assert.Equal(1 + epoch, Lines(path).Length) };
        Train(reader, new TrainingOptions { Epochs = 3, Callbacks = [log, reader] });
        string[][] cells = [.. Lines(path).Select(line => line.Split(','))];
        Assert.Equal(CsvLog.Header, string.Join(',', cells[0]));
        Assert.All(cells, row => Assert.Equal(12, row.Length));
        Assert.Equal(["1", "2", "3"], cells.Skip(1).Select(row => row[0]));
        Assert.Equal("", cells[1][6]);
    }

    [Fact]
    public void A_log_is_never_written_over()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["log.csv"];
        new CsvLog(path).Dispose();
        Assert.Contains("is there already", Assert.Throws<InvalidInputException>(() => new CsvLog(path)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidInputException>(() => new CsvLog(Path.Combine(directory["nowhere"], "log.csv")));
    }

    private static string[] Lines(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Network Network() => new(2, [new Dense(4, Activation.Tanh), new Dense(2, Activation.Softmax)], seed: 1);

    private static TrainingResult Train(Recorder recorder, TrainingOptions options) =>
        new Trainer(Network(), Loss.CrossEntropy, new Sgd(0.1f), options.Callbacks.Count > 0 ? options : options with { Callbacks = [recorder] }).Train(SyntheticData.Separable(50));

    private sealed class Recorder : TrainingCallback
    {
        public List<string> Told { get; } = [];

        public List<BatchReport> Batches { get; } = [];

        public int StopAfterBatch { get; init; }

        public int StopAfterEpoch { get; init; }

        public int ThrowAfterBatch { get; set; }

        public Action<int>? AtEpoch { get; init; }

        public override void AfterBatch(in BatchReport batch)
        {
            Told.Add($"batch {batch.Epoch}.{batch.Batch}");
            Batches.Add(batch);
            if (Batches.Count == StopAfterBatch) Stop();
            if (Batches.Count == ThrowAfterBatch) throw new InvalidOperationException($"batch {Batches.Count}");
        }

        public override void AfterEpoch(EpochReport epoch)
        {
            Told.Add($"epoch {epoch.Epoch}");
            AtEpoch?.Invoke(epoch.Epoch);
            if (epoch.Epoch == StopAfterEpoch) Stop();
        }

        public override void AfterTraining(TrainingResult result) => Told.Add($"end {result.StopReason}");
    }
}
