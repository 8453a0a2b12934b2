namespace Backprop.Tests.Optimizers;

public class OptimizerTests
{
    public static TheoryData<string> Names => [.. OptimizerCatalog.Rules];

    public static TheoryData<string, int> Threads => new(from name in OptimizerCatalog.Rules from threads in new[] { 2, 3, 8 } select (name, threads));

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_make_an_equal_optimizer(string name)
    {
        var settings = Optimizer.DefaultsOf(name);
        foreach (var option in OptimizerSettings.Numbers)
            if (option.Get(settings) is not null) settings = option.Set(settings, Math.Round(0.1 + 0.01 * option.Name.Length, 2));
        foreach (var option in OptimizerSettings.Flags)
            if (option.Get(settings) is not null) settings = option.Set(settings, true);
        var optimizer = Optimizer.Create(settings);
        Assert.Equal(settings, optimizer.Settings);
        Assert.Equal(name, optimizer.Name);
        Assert.Equal(optimizer.SlotNames, optimizer.CreateReference().SlotNames);
        Assert.Equal((name, optimizer.DecouplesWeightDecay), (optimizer.CreateReference().Name, optimizer.CreateReference().DecouplesWeightDecay));
    }

    [Theory]
    [MemberData(nameof(Threads))]
    public void Threads_change_no_bit(string name, int threads) => Assert.Equal(Fingerprint(name, 1), Fingerprint(name, threads));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_learns(string name)
    {
        var network = new Network(2, [new Dense(8, Activation.Relu), new Dense(2, Activation.Softmax)]);
        // Rates for 260 steps from weights about 1; Rprop needs gradients of the whole data set.
        double rate = name switch { "adadelta" => 20, "lion" => 0.01, "adagrad" => 0.2, _ => 0.02 };
        var options = new TrainingOptions { Epochs = name == "rprop" ? 100 : 20, BatchSize = name == "rprop" ? TrainingOptions.WholeDataset : 32 };
        var result = new Trainer(network, Loss.CrossEntropy, Optimizer.Create(new OptimizerSettings { Name = name, LearningRate = rate }), options)
            .Train(SyntheticData.Separable(400), SyntheticData.Separable(200, seed: 2));
        double accuracy = Assert.IsType<ClassificationEvaluation>(result.Epochs[^1].Validation).Accuracy;
        Assert.True(accuracy > 0.97, $"accuracy {accuracy}");
    }

    [Theory]
    [InlineData("--", "Unknown optimizer '--'. Known: sgd, rmsprop")]
    [InlineData("rprop", "The optimizer rprop has no momentum")]
    public void What_is_not_there_is_refused(string name, string message) =>
        Assert.StartsWith(message, Refused(() => Optimizer.Create(new OptimizerSettings { Name = name, Momentum = 0.9 })), StringComparison.Ordinal);

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("momentum must be a number from 0 to below 1, not 1", Refused(() => new Sgd { Momentum = 1 }), StringComparison.Ordinal);
        Assert.Contains("weight decay must be a finite number of 0 or more, not -0.1", Refused(() => new Adam { WeightDecay = -0.1f }), StringComparison.Ordinal);
        Assert.Contains("epsilon must be a finite number above 0, not 0", Refused(() => new AdaDelta { Epsilon = 0 }), StringComparison.Ordinal);
        Assert.Contains("beta2 must be a number from 0 to below 1, not NaN", Refused(() => new Lion { Beta2 = float.NaN }), StringComparison.Ordinal);
        Assert.Contains("needs a momentum above 0", Refused(() => new Trainer(new Network(1, [new Dense(1)]), Loss.SquaredError, new Sgd { Nesterov = true }).Train(SyntheticData.Noise(3, 1, 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_learning_rate_is_written_as_it_was_given() =>
        Assert.Equal("adam, learning rate 0.003, beta1 0.8, weight decay 0.1, decay biases", new Adam(0.003f) { Beta1 = 0.8f, WeightDecay = 0.1f, DecayBiases = true }.Settings.ToString());

    private static string Refused(Action action) => Assert.Throws<InvalidInputException>(action).Message;

    private static string Fingerprint(string name, int threads)
    {
        var optimizer = Optimizer.Create(new OptimizerSettings { Name = name, WeightDecay = 0.01 });
        var network = new Network(50, [new Dense(300, Activation.Tanh), new Dense(60, Activation.Softmax), new Dense(5)], seed: 3);
        new Trainer(network, Loss.SquaredError, optimizer, new TrainingOptions { Epochs = 2, BatchSize = 100, Threads = threads }).Train(SyntheticData.Noise(350, 50, 5));
        return network.Sha256();
    }
}
