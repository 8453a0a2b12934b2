using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tests.Training;

/// <summary>Weights of data points in the training step, and what carries them there.</summary>
public class WeightTests
{
    // Sums of the same terms in another order, in float.
    private const double FloatRoundings = 1e-5;

    [Theory]
    [InlineData("cross-entropy", 32)]
    [InlineData("squared-error", 7)]
    [InlineData("cross-entropy", TrainingOptions.WholeDataset)]
    public void Weights_that_are_equal_give_the_bits_of_none(string loss, int batchSize)
    {
        var data = SyntheticData.Classes(1500, 9, 4);
        Assert.Equal(Train(data, loss, batchSize).Sha256(), Train(data.WithWeights(Filled(1500, 0.3f)), loss, batchSize).Sha256());
    }

    [Fact]
    public void A_row_of_weight_0_gives_the_bits_of_no_row()
    {
        var data = SyntheticData.Classes(200, 9, 4);
        float[] weights = [.. Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? 0f : 1 + row % 5)];
        int[] others = [.. Enumerable.Range(0, 200).Where(row => row % 3 != 0)];
        var weighted = data.WithWeights(weights);
        Assert.Equal(Train(weighted.Select(others), "cross-entropy", 16).Sha256(), Train(weighted, "cross-entropy", 16).Sha256());
    }

    [Fact]
    public void A_row_of_weight_3_counts_as_three_rows()
    {
        var data = SyntheticData.Noise(50, 6, 2);
        int[] repeated = [.. Enumerable.Range(0, 50).SelectMany(row => Enumerable.Repeat(row, row % 4))];
        var weighted = data.WithWeights([.. Enumerable.Range(0, 50).Select(row => (float)(row % 4))]);
        var expected = Train(data.Select(repeated), "squared-error", TrainingOptions.WholeDataset);
        var actual = Train(weighted, "squared-error", TrainingOptions.WholeDataset);
        foreach (var (one, other) in expected.Parameters.Zip(actual.Parameters))
            foreach (var (ours, theirs) in one.ToDoubles().Zip(other.ToDoubles())) Assert.Equal(theirs, ours, FloatRoundings);
    }

    [Fact]
    public void Threads_change_no_bit_of_a_training_with_weights()
    {
        var data = Weighted(SyntheticData.Classes(700, 40, 5));
        string expected = Train(data, "cross-entropy", 200, threads: 1).Sha256();
        foreach (int threads in new[] { 2, 3, 8 }) Assert.Equal(expected, Train(data, "cross-entropy", 200, threads).Sha256());
    }

    [Fact]
    public void A_training_with_weights_has_the_committed_bits_at_every_width() => Assert.Equal(
        "ad2ae85303361f3e", Train(Weighted(SyntheticData.Classes(333, 17, 5)), "cross-entropy", 48).Sha256()[..16]);

    [Fact]
    public void A_batch_in_pieces_gives_the_mean_loss_of_its_weights()
    {
        var data = Weighted(SyntheticData.Classes(2500, 12, 4));
        var network = new Network(12, [new Dense(8, Activation.Tanh), new Dense(4, Activation.Softmax)], seed: 2);
        using var team = new ThreadTeam(1);
        var gradient = new BatchGradient(network, Loss.CrossEntropy, data, 2500, team);
        double loss = gradient.Compute([.. Enumerable.Range(0, 2500)]);
        Assert.Equal(new Evaluator(network, Loss.CrossEntropy, new RowWindows(data), team).Evaluate().Loss, loss, FloatRoundings);
        Assert.Equal(data.TotalWeight(), gradient.Weight);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Gradients_with_weights_agree_with_the_reference_and_with_finite_differences(int part)
    {
        const int NetworksOfPart = 20, DifferencesPerParameter = 3;
        for (int number = part * NetworksOfPart; number < (part + 1) * NetworksOfPart; number++)
        {
            var random = RandomNetworks.Create(number);
            var result = GradientCheck.Run(random.Network, random.Loss, Weighted(random.Data), DifferencesPerParameter);
            Assert.True(result.Passed, $"{random.Description}: {result}");
        }
    }

    [Fact]
    public void A_step_with_weights_allocates_nothing()
    {
        var data = Weighted(SyntheticData.Classes(120, 30, 5));
        var network = new Network(30, [new Dense(20, Activation.Relu), new Dense(5, Activation.Softmax)]);
        using var team = new ThreadTeam(1);
        var optimizer = new OptimizerState(new Sgd(), network.Parameters);
        var gradient = new BatchGradient(network, Loss.CrossEntropy, data, 100, team, optimizer);
        int[] rows = [.. Enumerable.Range(0, 100)];
        AllocationTests.AssertAllocatesNothing(() =>
        {
            gradient.Compute(rows);
            optimizer.Accept();
        });
    }

    [Fact]
    public void Parts_keep_the_weights_beside_their_rows()
    {
        // Each row's weight is its input.
        var data = SyntheticData.Classes(120, 1, 3);
        data = data.WithWeights([.. Enumerable.Range(0, 120).Select(row => Math.Abs(data.Input(row)[0]))]);
        var (rest, part) = data.Split(0.3, seed: 4);
        foreach (var half in new[] { rest, part })
            for (int row = 0; row < half.Count; row++) Assert.Equal(Math.Abs(half.Input(row)[0]), half.Weight(row));
        Assert.NotEqual(Fingerprint.Of(data), Fingerprint.Of(data.WithWeights(null)));
    }

    [Theory]
    [InlineData(-1f, "row 1 has the weight -1")]
    [InlineData(float.NaN, "row 1 has the weight NaN")]
    [InlineData(float.PositiveInfinity, "row 1 has the weight")]
    public void A_weight_that_is_none_is_refused(float weight, string message)
    {
        var data = SyntheticData.Noise(3, 2, 1);
        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => data.WithWeights([1, weight, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_all_0_or_too_few_are_refused()
    {
        var data = SyntheticData.Noise(3, 2, 1);
        Assert.Contains("all 3 rows are 0", Assert.Throws<InvalidInputException>(() => data.WithWeights([0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("2 weights for 3 rows", Assert.Throws<InvalidInputException>(() => data.WithWeights([1, 1])).Message, StringComparison.Ordinal);
        var trainer = new Trainer(new Network(2, [new Dense(1)]), Loss.SquaredError, new Sgd());
        Assert.Contains("are 0", Assert.Throws<InvalidInputException>(() => trainer.Train(data.WithWeights([0, 1, 0]).Select([0, 2]))).Message, StringComparison.Ordinal);
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    private static Dataset Weighted(Dataset data) =>
        data.WithWeights([.. Enumerable.Range(0, data.Count).Select(row => (1 + row * 7 % 11) * 0.37f)]);

    private static Network Train(Dataset data, string loss, int batchSize, int threads = 2)
    {
        var network = new Network(data.Features, [new Dense(40, Activation.Relu), new Dense(data.Outputs, data.IsClassification ? Activation.Softmax : Activation.Identity)], seed: 3);
        var options = new TrainingOptions { Epochs = 2, BatchSize = batchSize, Seed = 5, Threads = threads };
        Assert.Equal(StopReason.Completed, new Trainer(network, Loss.Parse(loss), new Sgd(0.05f), options).Train(data).StopReason);
        return network;
    }
}
