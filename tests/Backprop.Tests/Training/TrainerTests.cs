using Backprop.Data;

namespace Backprop.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void Learns_what_can_be_learned()
    {
        var network = Classifier();
        var result = new Trainer(network, Loss.CrossEntropy, new Sgd(0.5f), new TrainingOptions { Epochs = 20 })
            .Train(SyntheticData.Separable(400), SyntheticData.Separable(200, seed: 2));
        var validation = Assert.IsType<ClassificationEvaluation>(result.Epochs[^1].Validation);
        Assert.True(validation.Accuracy > 0.99, $"accuracy {validation.Accuracy}");
        Assert.True(result.Epochs[^1].TrainLoss < result.Epochs[0].TrainLoss);
    }

    [Fact]
    public void One_epoch_of_batches_is_the_reference_step_by_step()
    {
        var data = SyntheticData.Noise(50, 7, 3);
        var network = Small(7, 3);
        var reference = network.ToReference();
        var optimizer = new Sgd(0.05f).CreateReference();
        var batches = new Batches(50, 16, seed: 9);
        batches.Shuffle(1);
        for (int batch = 0; batch < batches.Count; batch++)
        {
            var (inputs, targets) = Points(data, batches[batch]);
            var forward = reference.Forward(inputs);
            optimizer.Update(reference.Parameters, reference.Backward(forward, targets, Loss.SquaredError.Reference).Gradients);
        }
        new Trainer(network, Loss.SquaredError, new Sgd(0.05f), new TrainingOptions { Epochs = 1, BatchSize = 16, Seed = 9 }).Train(data);

        const double RoundingOfFourSteps = 1e-5;
        foreach (var (engine, expected) in network.Parameters.Zip(reference.Parameters))
            for (int i = 0; i < expected.Values.Length; i++)
                Assert.Equal(expected.Values[i], engine.Value[i / engine.Value.Columns, i % engine.Value.Columns], RoundingOfFourSteps);
    }

    [Fact]
    public void The_last_smaller_batch_is_averaged_over_its_own_size()
    {
        // 17 points in batches of 16: if the last one were divided by 16, its update would be a sixteenth.
        var data = SyntheticData.Noise(17, 4, 2);
        var (network, alone) = (Small(4, 2), Small(4, 2));
        var options = new TrainingOptions { Epochs = 1, BatchSize = 16 };
        new Trainer(network, Loss.SquaredError, new Sgd(0.1f), options).Train(data);

        var batches = new Batches(17, 16, seed: 0);
        batches.Shuffle(1);
        Assert.Equal((2, 16, 1), (batches.Count, batches[0].Length, batches[1].Length));
        var whole = new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.WholeDataset };
        new Trainer(alone, Loss.SquaredError, new Sgd(0.1f), whole).Train(data.Select(batches[0]));
        new Trainer(alone, Loss.SquaredError, new Sgd(0.1f), whole).Train(data.Select(batches[1]));
        // The points of a batch are summed in another order there, so the last bits may differ.
        foreach (var (one, other) in network.Parameters.Zip(alone.Parameters))
            for (int row = 0; row < one.Value.Rows; row++)
                for (int column = 0; column < one.Value.Columns; column++)
                    Assert.Equal(other.Value[row, column], one.Value[row, column], 1e-6f);
    }

    [Fact]
    public void A_batch_of_the_whole_data_set_passes_in_pieces_with_the_bits_of_one_tree()
    {
        const int Points = 3 * PieceSize.Most + 777;
        var data = SyntheticData.Noise(Points, 3, 1);
        var network = new Network(3, [new Dense(1)], seed: 4);
        using var team = new Backprop.Numerics.ThreadTeam(1);
        var gradient = new BatchGradient(network, Loss.SquaredError, data, TrainingOptions.WholeDataset, team);
        gradient.Compute(Enumerable.Range(0, Points).ToArray());

        // δ = −2(t − a); the chain of each chunk in float, then the tree from its other end.
        var outputs = new float[Points];
        network.Predict(data.Inputs.Values, outputs);
        for (int feature = 0; feature < 3; feature++)
        {
            var chunks = new List<float>();
            for (int j = 0; j < Points; j++)
            {
                if (j % 64 == 0) chunks.Add(0);
                chunks[^1] = MathF.FusedMultiplyAdd(-2 * (data.Targets[j] - outputs[j]), data.Input(j)[feature], chunks[^1]);
            }
            Assert.Equal(Tree(chunks), gradient.Sums[0][0, feature]);
        }
    }

    [Fact]
    public void Memory_of_whole_data_set_batches_does_not_grow_with_the_data()
    {
        long few = AllocatedBy(SyntheticData.Noise(8 * PieceSize.Most, 20, 1));
        long many = AllocatedBy(SyntheticData.Noise(64 * PieceSize.Most, 20, 1));
        // Three more levels of the tree, and the order of the rows.
        Assert.True(many - few < 64 * PieceSize.Most * sizeof(int) + 100_000, $"{few} and {many} bytes");

        static long AllocatedBy(Dataset data)
        {
            var trainer = new Trainer(
                new Network(20, [new Dense(10, Activation.Tanh), new Dense(1)]), Loss.SquaredError, new Sgd(0.01f),
                new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.WholeDataset, Threads = 1 });
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Train(data);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Threads_change_no_bit(int threads)
    {
        // Wide enough that the team has work: see ThreadTeam.Run.
        string Fingerprint(int members)
        {
            var network = new Network(50, [new Dense(300, Activation.Relu), new Dense(60, Activation.Softmax), new Dense(5)], seed: 3);
            new Trainer(network, Loss.SquaredError, new Sgd(0.02f), new TrainingOptions { Epochs = 3, BatchSize = 100, Threads = members })
                .Train(SyntheticData.Noise(450, 50, 5));
            return network.Sha256();
        }
        Assert.Equal(Fingerprint(1), Fingerprint(threads));
    }

    [Fact]
    public async Task Two_trainings_at_the_same_time_do_not_disturb_each_other()
    {
        static string Fingerprint(ulong seed)
        {
            var network = new Network(50, [new Dense(300, Activation.Relu), new Dense(5)], seed);
            new Trainer(network, Loss.SquaredError, new Sgd(0.01f), new TrainingOptions { Epochs = 3, BatchSize = 100, Threads = 3, Seed = seed })
                .Train(SyntheticData.Noise(450, 50, 5));
            return network.Sha256();
        }
        string[] alone = [Fingerprint(1), Fingerprint(2)];
        string[] together = await Task.WhenAll(Task.Run(() => Fingerprint(1)), Task.Run(() => Fingerprint(2)));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Another_seed_shuffles_otherwise()
    {
        string Fingerprint(ulong seed)
        {
            var network = Small(4, 2);
            new Trainer(network, Loss.SquaredError, new Sgd(0.01f), new TrainingOptions { Epochs = 1, BatchSize = 8, Seed = seed }).Train(SyntheticData.Noise(64, 4, 2));
            return network.Sha256();
        }
        Assert.Equal(Fingerprint(1), Fingerprint(1));
        Assert.NotEqual(Fingerprint(1), Fingerprint(2));
    }

    private static Network Classifier() => new(2, [new Dense(8, Activation.Relu), new Dense(2, Activation.Softmax)]);

    private static Network Small(int inputs, int outputs) => new(inputs, [new Dense(6, Activation.Tanh), new Dense(outputs)], seed: 5);

    private static float Tree(IReadOnlyList<float> sums)
    {
        if (sums.Count == 1) return sums[0];
        int left = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)sums.Count) / 2;
        return Tree([.. sums.Take(left)]) + Tree([.. sums.Skip(left)]);
    }

    private static (double[][] Inputs, double[][] Targets) Points(Dataset data, ReadOnlySpan<int> rows)
    {
        var (inputs, targets) = (new double[rows.Length][], new double[rows.Length][]);
        for (int i = 0; i < rows.Length; i++)
        {
            var target = new float[data.Outputs];
            data.CopyTarget(rows[i], target);
            inputs[i] = Array.ConvertAll(data.Input(rows[i]).ToArray(), x => (double)x);
            targets[i] = Array.ConvertAll(target, t => (double)t);
        }
        return (inputs, targets);
    }
}
