using Backprop.Data;

namespace Backprop.Tests.Training;

public class StreamedTrainingTests
{
    private const int Rows = 1000, Features = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(999)]
    [InlineData(5000)]
    public void A_window_that_holds_everything_gives_the_bits_of_the_same_rows_in_memory(int blockRows)
    {
        foreach (var data in new[] { Numbers(), Classes() })
        {
            var (rest, held) = data.Split(0.2, seed: 1);
            var inMemory = Train(data, trainer => trainer.Train(rest, held), windowRows: null);
            var streamed = Train(data, trainer => trainer.Train(new DatasetBlocks(rest, blockRows), new DatasetBlocks(held, blockRows)), windowRows: null);
            Assert.Equal(inMemory.Sha256, streamed.Sha256);
            Assert.Equal(inMemory.Losses, streamed.Losses);
        }
    }

    [Fact]
    public void A_small_window_gives_the_same_bits_on_any_number_of_threads()
    {
        var data = Classes();
        string[] fingerprints = [.. new[] { 1, 2, 3 }.Select(threads =>
            Train(data, trainer => trainer.Train(new DatasetBlocks(data, 16)), windowRows: 100, threads).Sha256)];
        Assert.Single(fingerprints.Distinct());
        Assert.NotEqual(fingerprints[0], Train(data, trainer => trainer.Train(data), windowRows: null).Sha256);
    }

    [Theory]
    [InlineData(16, 100, 32)]
    [InlineData(7, 7, 5)]
    [InlineData(64, 640, 640)]
    [InlineData(1, 33, 32)]
    public void Every_row_is_drawn_once_an_epoch(int blockRows, int windowRows, int batchSize)
    {
        // Each row's input is its own number.
        var data = Dataset.ForRegression("rows", [.. Enumerable.Range(0, Rows).Select(row => (float)row)], 1, new float[Rows], ["y"]);
        using var batches = new StreamedBatches(new DatasetBlocks(data, blockRows), new TrainingOptions { WindowRows = windowRows, BatchSize = batchSize });
        List<int>[] epochs = [Epoch(1), Epoch(2)];
        foreach (var drawn in epochs) Assert.Equal(Enumerable.Range(0, Rows), drawn.Order());
        Assert.NotEqual(epochs[0], epochs[1]);

        List<int> Epoch(int epoch)
        {
            var drawn = new List<int>();
            batches.Shuffle(epoch);
            for (int batch = 0; batch < batches.Count; batch++)
            {
                var rows = batches[batch];
                Assert.Equal(Math.Min(batchSize, Rows - (batch * batchSize)), rows.Length);
                foreach (int row in rows)
                {
                    Assert.Equal(batches.Data.Identities![row], (int)batches.Data.Input(row)[0]);
                    drawn.Add(batches.Data.Identities[row]);
                }
            }
            return drawn;
        }
    }

    [Fact]
    public void A_window_mixes_blocks_from_everywhere()
    {
        var source = new DatasetBlocks(Numbers(), 10);
        using var batches = new StreamedBatches(source, new TrainingOptions { WindowRows = 200, BatchSize = 20 });
        batches.Shuffle(1);
        _ = batches[0];
        int[] window = [.. source.Read.Take(20)];
        Assert.Equal(20, window.Distinct().Count());
        Assert.Equal(window.Order(), window);
        // The first fifth of the file would be blocks 0 to 19; random ones of 100 lie among these by chance only.
        Assert.True(window[^1] > 60 && window[0] < 40);
    }

    [Fact]
    public void A_model_of_streamed_data_is_that_of_the_same_data_in_memory_and_says_so()
    {
        var (rest, held) = Numbers().Split(0.2, seed: 1);
        var options = new ModelOptions { Training = new TrainingOptions { Epochs = 3, Threads = 1 } };
        var inMemory = new ModelTraining(new TrainingParts(rest, held), options);
        var streamed = new ModelTraining(new StreamedParts(new DatasetBlocks(rest, 50), new DatasetBlocks(held, 50)), options);
        inMemory.Run();
        streamed.Run();
        Assert.Equal(inMemory.Network.Sha256(), streamed.Network.Sha256());
        Assert.Equal(inMemory.Model.Training!.DataFingerprint, streamed.Model.Training!.DataFingerprint);
        Assert.Equal(inMemory.Model.Schema.TargetScaling!.Scales, streamed.Model.Schema.TargetScaling!.Scales);
        Assert.Equal((inMemory.TrainingRows, inMemory.ValidationRows), (streamed.TrainingRows, streamed.ValidationRows));
        Assert.Equal(inMemory.Model.Evaluate(held), streamed.Model.Evaluate(new DatasetBlocks(held, 50)));
    }

    [Fact]
    public void Dropout_is_keyed_by_the_place_of_a_row_in_its_source()
    {
        var data = Classes();
        Layer[] Layers() => [new Dense(20, Activation.Relu), new Dropout(0.5f), new Dense(3, Activation.Softmax)];
        string InMemory() => Run(trainer => trainer.Train(data));
        string Streamed() => Run(trainer => trainer.Train(new DatasetBlocks(data, 128)));
        Assert.Equal(InMemory(), Streamed());

        string Run(Action<Trainer> train)
        {
            var network = new Network(Features, Layers());
            train(new Trainer(network, Loss.CrossEntropy, new Sgd(), new TrainingOptions { Epochs = 2 }));
            return network.Sha256();
        }
    }

    [Fact]
    public void Cancelling_and_failing_reads_end_the_training()
    {
        var data = Numbers();
        using var cancellation = new CancellationTokenSource();
        var options = new TrainingOptions { WindowRows = 100, Epochs = 5 };
        var network = new Network(Features, [new Dense(1)]);
        var result = new Trainer(network, Loss.SquaredError, new Sgd(0.001f), options)
            .Train(new DatasetBlocks(data, 10), progress: new Canceller(cancellation), cancellation: cancellation.Token);
        Assert.Equal((StopReason.Cancelled, 1), (result.StopReason, result.Epochs.Count));
        var refused = Assert.Throws<InvalidInputException>(() => new Trainer(new Network(1, [new Dense(1)]), Loss.SquaredError, new Sgd(0.001f), options).Train(new Unreadable()));
        Assert.Equal("broken: block 7 cannot be read.", refused.Message);
    }

    [Fact]
    public void What_a_source_gives_is_checked()
    {
        var network = new Network(1, [new Dense(1)]);
        string nan = Assert.Throws<InvalidInputException>(() => new Trainer(network, Loss.SquaredError, new Sgd()).Train(new Unreadable(float.NaN))).Message;
        Assert.Equal("broken: the value in row 70, column 0 (x), is NaN; every value must be finite.", nan);
        string batch = Assert.Throws<InvalidInputException>(() => new Trainer(network, Loss.SquaredError, new Sgd(), new TrainingOptions { WindowRows = 20, BatchSize = 21 }).Train(new Unreadable())).Message;
        Assert.StartsWith("A batch of 21 rows does not fit in the window of 20 rows", batch, StringComparison.Ordinal);
    }

    private static Dataset Numbers() => SyntheticData.Noise(Rows, Features, 1);

    private static Dataset Classes() => Dataset.ForClassification(
        "classes", Numbers().Inputs.Values.ToArray(), Features, [.. Enumerable.Range(0, Rows).Select(row => row * 7 % 3)], ["a", "b", "c"]);

    private static (string Sha256, IEnumerable<double> Losses) Train(Dataset data, Func<Trainer, TrainingResult> train, int? windowRows, int? threads = null)
    {
        var output = new Dense(data.Outputs, data.IsClassification ? Activation.Softmax : Activation.Identity);
        var network = new Network(Features, [new Dense(12, Activation.Tanh), output]);
        var trainer = new Trainer(network, data.IsClassification ? Loss.CrossEntropy : Loss.SquaredError, new Sgd(0.01f), new TrainingOptions { Epochs = 3, WindowRows = windowRows, Threads = threads });
        var result = train(trainer);
        return (network.Sha256(), [.. result.Epochs.SelectMany(epoch => new[] { epoch.TrainLoss, epoch.Validation?.Loss ?? 0 })]);
    }

    private sealed class Canceller(CancellationTokenSource source) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => source.Cancel();
    }

    /// <summary>Ten blocks, the eighth of which cannot be read, or has a wrong number.</summary>
    private sealed class Unreadable(float? wrong = null) : BlockSource("broken", 100, 10, ["x"], ["y"])
    {
        public override void ReadBlock(int block, Span<float> inputs, Span<int> labels, Span<float> targets)
        {
            if (block == 7 && wrong is null) throw new InvalidInputException("broken: block 7 cannot be read.");
            if (block == 7) inputs[0] = wrong!.Value;
        }
    }
}
