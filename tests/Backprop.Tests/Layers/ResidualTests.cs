using Backprop.Files;
using Backprop.Reference;
using Backprop.Tests.Files;

namespace Backprop.Tests.Layers;

public class ResidualTests
{
    // Sums of a few dozen products in float.
    private const double FloatRoundings = 2e-5;

    public static TheoryData<string> Stacks => ["plain", "first", "last", "nested", "normalized", "noise"];

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Gradients_are_those_of_the_reference_and_of_finite_differences(string stack)
    {
        var result = GradientCheck.Run(Create(stack), Loss.SquaredError, SyntheticData.Noise(37, 7, 7));
        Assert.True(result.Passed, result.ToString());
    }

    [Fact]
    public void The_input_is_added_to_what_the_layers_give()
    {
        var dense = new Dense(2);
        var network = new Network(2, [new Residual(dense)]);
        (dense.Weights[0, 0], dense.Weights[0, 1], dense.Weights[1, 0], dense.Weights[1, 1]) = (1, 2, 3, 4);
        (dense.Biases[0, 0], dense.Biases[1, 0]) = (0.5f, -0.5f);
        // 10 + (10 + 40 + 0.5), 20 + (30 + 80 − 0.5).
        Assert.Equal([60.5f, 129.5f], network.Predict([10, 20]));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_prediction_has_the_bits_of_its_batch_and_is_that_of_the_reference(string stack)
    {
        var network = Trained(stack, threads: 2);
        var data = SyntheticData.Noise(60, 7, 7, seed: 9);
        float[] batch = new float[60 * 7];
        network.Predict(data.Inputs.Values, batch);
        var reference = network.ToReference();
        for (int row = 0; row < 60; row++)
        {
            for (int call = 0; call < 3; call++) Assert.Equal(batch[(7 * row)..(7 * row + 7)], network.Predict(data.Input(row)));
            double[] expected = reference.Forward([Array.ConvertAll(data.Input(row).ToArray(), x => (double)x)], ReferenceMode.Inference).Outputs[0];
            for (int output = 0; output < 7; output++) Assert.Equal(expected[output], batch[7 * row + output], FloatRoundings);
        }
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Threads_change_no_bit(string stack)
    {
        string one = Trained(stack, threads: 1).Sha256();
        foreach (int threads in new[] { 2, 3, 8 }) Assert.Equal(one, Trained(stack, threads).Sha256());
    }

    [Fact]
    public void Layers_within_draw_numbers_of_their_own()
    {
        var network = new Network(4, [new Dense(4), new Residual(new Dense(4), new Dropout(), new Dense(4)), new Dense(4), new Dropout()], seed: 3);
        float[][] weights = [.. network.Parameters.Where(parameter => !parameter.IsVector).Select(parameter => parameter.Value.Everything.ToArray())];
        Assert.Equal(4, weights.Select(matrix => string.Join(' ', matrix)).Distinct().Count());
        var residual = (Residual)network.Layers[1];
        Assert.NotEqual(((NoiseLayer)residual.Layers[1]).Stream, ((NoiseLayer)network.Layers[3]).Stream);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_model_survives_its_file(string stack)
    {
        using var directory = new TemporaryDirectory();
        var network = Trained(stack, threads: 1);
        var schema = new ModelSchema { Features = [.. "abcdefg".Select(c => $"{c}")], Targets = [.. "tuvwxyz".Select(c => $"{c}")] };
        new Model(network, Loss.SquaredError, schema).Save(directory["model"]);
        var loaded = Model.Load(directory["model"]).Network;
        Assert.Equal(network.Sha256(), loaded.Sha256());
        Assert.Equal(network.Layers.Select(layer => layer.ToString()), loaded.Layers.Select(layer => layer.ToString()));
    }

    [Fact]
    public void Tensors_are_named_by_their_places()
    {
        using var directory = new TemporaryDirectory();
        var network = Create("nested");
        var schema = new ModelSchema { Features = [.. "abcdefg".Select(c => $"{c}")], Targets = [.. "tuvwxyz".Select(c => $"{c}")] };
        new Model(network, Loss.SquaredError, schema).Save(directory["model"]);
        Assert.Equal(
            ["layers.0.0.bias", "layers.0.0.weight", "layers.0.1.0.bias", "layers.0.1.0.weight", "layers.0.1.1.bias", "layers.0.1.1.running_mean", "layers.0.1.1.running_var", "layers.0.1.1.weight"],
            SafeTensors.Read(directory["model"]).Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("7-(7-(7))", network.ToString());
    }

    [Fact]
    public void A_running_variance_below_0_in_a_file_is_refused()
    {
        using var directory = new TemporaryDirectory();
        var network = Create("nested");
        ((BatchNormalization)((Residual)((Residual)network.Layers[0]).Layers[1]).Layers[1]).RunningVariance[3, 0] = -1;
        var schema = new ModelSchema { Features = [.. "abcdefg".Select(c => $"{c}")], Targets = [.. "tuvwxyz".Select(c => $"{c}")] };
        new Model(network, Loss.SquaredError, schema).Save(directory["model"]);
        Assert.Contains("a running variance, '1.1.running_var', is below 0", Refusal.Of(() => Model.Load(directory["model"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        static string RefusalOf(Func<object> build) => Assert.Throws<InvalidInputException>(build).Message;
        Assert.Contains("adds its 64 inputs to the outputs of its layers, but those are 32", RefusalOf(() => new Network(64, [new Residual(new Dense(64), new Dense(32))])), StringComparison.Ordinal);
        Assert.Contains("at least one layer", RefusalOf(() => new Residual()), StringComparison.Ordinal);
        Layer deep = new Dense(3);
        Assert.Contains("nested 6 deep", RefusalOf(() => { for (int i = 0; i < 6; i++) deep = new Residual(deep); return deep; }), StringComparison.Ordinal);
        var shared = new Dense(3);
        Assert.Throws<ArgumentException>(() => new Network(3, [new Residual(shared, shared)]));
    }

    [Fact]
    public void The_deepest_nesting_can_be_saved_and_loaded()
    {
        using var directory = new TemporaryDirectory();
        Layer deep = new Dense(3);
        for (int i = 0; i < 5; i++) deep = new Residual(deep);
        var schema = new ModelSchema { Features = ["a", "b", "c"], Targets = ["x", "y", "z"] };
        new Model(new Network(3, [deep]), Loss.SquaredError, schema).Save(directory["model"]);
        Assert.Equal("3-(((((3)))))", $"{Model.Load(directory["model"]).Network}");
    }

    [Fact]
    public void A_trace_says_which_layer_it_cannot_show()
    {
        var schema = new ModelSchema { Features = [.. "abcdefg".Select(c => $"{c}")], Targets = [.. "tuvwxyz".Select(c => $"{c}")] };
        var refusal = Assert.Throws<InvalidInputException>(() => ModelProblem.Of(new Model(Create("plain"), Loss.SquaredError, schema), SyntheticData.Noise(5, 7, 7), [0]));
        Assert.Contains("Layer 1 is a residual layer", refusal.Message, StringComparison.Ordinal);
    }

    private static Network Create(string stack) => new(7, stack switch
    {
        "plain" => [new Dense(21, Activation.Tanh), new Residual(new Dense(33, Activation.Selu), new Dense(21)), new Dense(7)],
        "first" => [new Residual(new Dense(7, Activation.Tanh)), new Dense(7)],
        "last" => [new Dense(7, Activation.Gelu), new Residual(new Dense(19, Activation.Softplus), new Dense(7))],
        "nested" => [new Residual(new Dense(7, Activation.Tanh), new Residual(new Dense(7), new BatchNormalization()))],
        "normalized" => [new Dense(20), new Residual(new BatchNormalization(), new Activate(Activation.Tanh), new Dense(20)), new LayerNormalization(), new Dense(7)],
        _ => [new Dense(20), new Residual(new Dropout(0.3f), new Dense(20, Activation.Tanh)), new Residual(new Dense(20, Activation.Tanh), new GaussianNoise(0.1f)), new Dense(7)],
    }, seed: 4);

    private static Network Trained(string stack, int threads)
    {
        var network = Create(stack);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 100, Seed = 5, Threads = threads };
        Assert.Equal(StopReason.Completed, new Trainer(network, Loss.SquaredError, new Adam(), options).Train(SyntheticData.Noise(450, 7, 7)).StopReason);
        return network;
    }
}
