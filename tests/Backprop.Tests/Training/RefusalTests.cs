using Backprop.Data;

namespace Backprop.Tests.Training;

public class RefusalTests
{
    [Fact]
    public void A_softmax_of_one_neuron_is_refused() =>
        Refused("softmax of a single neuron", () => new Dense(1, Activation.Softmax));

    [Theory]
    [InlineData("cross-entropy", "identity")]
    [InlineData("cross-entropy", "tanh")]
    [InlineData("binary-cross-entropy", "relu")]
    public void A_loss_of_probabilities_refuses_outputs_that_are_none(string loss, string activation) =>
        Refused($"'{activation}' does not give them", () => new Trainer(new Network(2, [new Dense(2, Activation.Parse(activation))]), Loss.Parse(loss), new Sgd()));

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-0.1f)]
    public void A_target_outside_the_domain_of_the_loss_is_refused(float target)
    {
        var data = Dataset.ForRegression("targets", [1, 2], 1, [0.5f, target], ["y"]);
        Refused("target 1 of data point 2", () => new Trainer(new Network(1, [new Dense(1, Activation.Sigmoid)]), Loss.BinaryCrossEntropy, new Sgd()).Train(data));
    }

    [Fact]
    public void Data_of_another_width_are_refused() =>
        Refused("expects 5 inputs, but 'noise' has 3 features", () => new Trainer(new Network(5, [new Dense(1)]), Loss.SquaredError, new Sgd()).Train(SyntheticData.Noise(10, 3, 1)));

    [Fact]
    public void Another_number_of_outputs_is_refused() =>
        Refused("has 2 outputs, but 'noise' has 1 target", () => new Trainer(new Network(3, [new Dense(2)]), Loss.SquaredError, new Sgd()).Train(SyntheticData.Noise(10, 3, 1)));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void A_learning_rate_that_is_no_finite_number_above_zero_is_refused(float rate) =>
        Refused("learning rate", () => new Sgd(rate));

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Refused("number of epochs", () => Train(new TrainingOptions { Epochs = 0 }));
        Refused("batch size", () => Train(new TrainingOptions { BatchSize = 0 }));
        Refused("number of threads", () => Train(new TrainingOptions { Threads = 0 }));
        Refused("patience", () => Train(new TrainingOptions { Patience = 0 }));

        static void Train(TrainingOptions options) => _ = new Trainer(new Network(1, [new Dense(1)]), Loss.SquaredError, new Sgd(), options);
    }

    [Fact]
    public void Layers_that_cannot_be_are_refused_before_anything_is_allocated()
    {
        Refused("at least 1 neuron", () => new Dense(0));
        Refused("64,000,000,000 weights", () => new Network(64, [new Dense(1_000_000_000)]));
        Refused("GiB to train", () => new Network(64, [new Dense(30_000_000), new Dense(64), new Dense(30_000_000), new Dense(64), new Dense(30_000_000), new Dense(64), new Dense(30_000_000)]));
        Refused("at least one layer", () => new Network(3, []));
        Refused("at least 1 input", () => new Network(0, [new Dense(1)]));
    }

    [Fact]
    public void A_layer_belongs_to_one_network()
    {
        var layer = new Dense(3);
        _ = new Network(2, [layer]);
        Assert.Contains("stands in a network already", Assert.Throws<ArgumentException>(() => new Network(2, [layer])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("swish")]
    [InlineData("relu:0.1")]
    [InlineData("leaky-relu:x")]
    [InlineData("elu:-1")]
    public void An_unknown_activation_or_parameter_is_refused_with_what_is_known(string text) =>
        Assert.Contains(text.Split(':')[^1], Assert.Throws<InvalidInputException>(() => Activation.Parse(text)).Message, StringComparison.Ordinal);

    private static void Refused(string message, Action action)
    {
        string line = Assert.Throws<InvalidInputException>(action).Message;
        Assert.Contains(message, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }
}
