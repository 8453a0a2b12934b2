namespace Backprop.Tests.Layers;

public class FoldingTests
{
    // Folding rounds each weight once more, and sums are of other terms.
    private const double FloatRoundings = 1e-5;

    public static TheoryData<string, string> Stacks => new()
    {
        { "before the activation", "dense 21, tanh, dense 3" },
        { "behind the activation", "dense 21 selu, dense 3" },
        { "first", "dense 3" },
        { "last", "dense 3" },
        { "noise between", "dense 21 relu, dropout 0.2, dense 3" },
        { "two", "dense 21, dense 3" },
        { "residual", "dense 9, x + (dense 9, tanh), x + (batch-normalization), dense 3" },
        { "alone", "batch-normalization, tanh" },
        { "layer", "dense 5, layer-normalization, dense 3" },
    };

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_folded_network_predicts_the_same(string stack, string folded)
    {
        var network = new Network(3, Create(stack), seed: 4);
        new Trainer(network, Loss.SquaredError, new Adam(0.01f), new TrainingOptions { Epochs = 5, BatchSize = 50, Threads = 1 }).Train(SyntheticData.Noise(300, 3, 3));
        string before = network.Sha256();
        var result = network.FoldNormalization();
        Assert.Equal(folded, string.Join(", ", result.Layers));
        Assert.Equal(before, network.Sha256());
        var data = SyntheticData.Noise(40, 3, 3, seed: 8);
        float[] expected = new float[120], actual = new float[120];
        network.Predict(data.Inputs.Values, expected);
        result.Predict(data.Inputs.Values, actual);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, FloatRoundings));
    }

    [Fact]
    public void A_folded_model_is_saved_as_a_plain_one()
    {
        using var directory = new Files.TemporaryDirectory();
        var training = new ModelTraining(SyntheticData.Separable(100), new ModelOptions { Hidden = [8, 8], Normalization = NormalizationKind.Batch, Residual = true });
        training.Run();
        training.Model.FoldNormalization().Save(directory["model"]);
        var loaded = Model.Load(directory["model"]);
        Assert.Equal("dense 8, relu, x + (dense 8, relu), dense 2 softmax", string.Join(", ", loaded.Network.Layers));
        Assert.Empty(loaded.Network.Buffers);
        Assert.Equal(training.Model.Predict([0.5f, -1])[0], loaded.Predict([0.5f, -1])[0], FloatRoundings);
    }

    private static Layer[] Create(string stack) => stack switch
    {
        "before the activation" => [new Dense(21), new BatchNormalization(), new Activate(Activation.Tanh), new Dense(3)],
        "behind the activation" => [new Dense(21, Activation.Selu), new BatchNormalization(), new Dense(3)],
        "first" => [new BatchNormalization(), new Dense(3)],
        "last" => [new Dense(3), new BatchNormalization()],
        "noise between" => [new Dense(21, Activation.Relu), new BatchNormalization(), new Dropout(0.2f), new Dense(3)],
        "two" => [new Dense(21), new BatchNormalization(), new BatchNormalization(), new Dense(3)],
        "residual" => [new Dense(9), new Residual(new BatchNormalization(), new Dense(9), new Activate(Activation.Tanh)), new Residual(new BatchNormalization()), new Dense(3)],
        "alone" => [new BatchNormalization(), new Activate(Activation.Tanh)],
        _ => [new Dense(5), new LayerNormalization(), new Dense(3)],
    };
}
