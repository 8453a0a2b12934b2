using System.Text.Json;
using Backprop.Data;

namespace Backprop.Tests.Training;

/// <summary>
/// The bits of trained networks, every optimizer among them, against a committed list: a change of any of them is a decision, written in CHANGELOG.md.
/// The whole class runs again at every vector width (.ci/run), so that widths are held against the same list.
/// </summary>
public class FingerprintTests
{
    private sealed record Configuration(string Layers, string Activations, string Loss, int BatchSize, int Points, float LearningRate = 0.02f, string Optimizer = "sgd", string? Between = null);

    // Widths, batches and data sets that leave remainders of tiles, vectors, chunks and pieces; the larger ones are shared among threads.
    private static readonly Configuration[] Configurations =
    [
        new("1-1", "identity", "squared-error", 1, 5),
        new("2-3-1", "tanh,sigmoid", "squared-error", 7, 50),
        new("4-16-3", "sigmoid,softmax", "cross-entropy", 10, 45),
        new("2-16-16-1", "relu,relu,identity", "mean-squared-error", 32, 100),
        new("17-33-5", "gelu,softmax", "cross-entropy", 13, 60),
        new("50-300-60-5", "relu,softmax,identity", "squared-error", 100, 450),
        new("784-128-10", "relu,softmax", "cross-entropy", 32, 200, 0.1f),
        new("96-130-70-10", "elu,selu,softmax", "cross-entropy", 64, 200),
        new("100-257-31", "leaky-relu:0.2,sigmoid", "binary-cross-entropy", 65, 261),
        new("63-64-65-66", "silu,softplus,tanh", "squared-error", 129, 400),
        new("5-200-200-200-2", "softsign,tanh,sigmoid,softmax", "cross-entropy", 96, 333),
        new("300-513-7", "relu,identity", "half-squared-error", 256, 700, 0.002f),
        new("40-40-40", "gelu,softmax", "squared-error", 1000, 1000),
        new("12-100-4", "relu,softmax", "cross-entropy", int.MaxValue, 2500),
        new("3-1000-1", "tanh,identity", "squared-error", 31, 93, 0.001f),
        new("1100-20-2", "elu:0.5,sigmoid", "binary-cross-entropy", 17, 85),
        new("128-6-128", "tanh,sigmoid", "binary-cross-entropy", 50, 250),
        new("8-5-4-3-2", "selu,elu,silu,softmax", "cross-entropy", 3, 20),
        new("257-97-10", "softplus,softmax", "binary-cross-entropy", 48, 144),
        new("700-600-520", "relu,identity", "squared-error", 520, 600, 0.0001f),
        new("61-150-40-3", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "dropout"),
        new("61-150-40-3", "selu,selu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "alpha-dropout"),
        new("61-150-40-3", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "gaussian-noise"),
        new("61-150-40-3", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "batch-normalization"),
        new("20-50-30-4", "relu,selu,identity", "squared-error", int.MaxValue, 1500, 0.01f, Between: "batch-normalization"),
        new("61-150-40-3", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "layer-normalization"),
        new("61-150-40-3", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "activation"),
        new("61-150-40-3", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "residual"),
        new("64-50-40-10", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "augmentation"),
        new("64-50-40-10", "tanh,relu,softmax", "cross-entropy", 48, 150, 0.01f, Between: "mixup"),
        new("12-100-4", "tanh,softmax", "cross-entropy", int.MaxValue, 1500, 1, "lbfgs"),
        .. OptimizerCatalog.Rules.Where(name => name != "sgd").Select(name => new Configuration("61-150-40-3", "tanh,sigmoid,softmax", "cross-entropy", 48, 150, 0.01f, name)),
    ];

    public static TheoryData<int> Threads => [1, 2, 3, 8];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Trained_networks_have_the_committed_bits_on_any_number_of_threads(int threads)
    {
        string path = Path.Combine(Repository.Root, "tests", "fixtures", "fingerprints.json");
        var expected = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
        var actual = Configurations.ToDictionary(Describe, configuration => Fingerprint(configuration, threads));
        var different = actual.Where(pair => expected.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"  \"{pair.Key}\": \"{pair.Value}\"");
        Assert.True(!different.Any(), "Other bits than the committed ones:" + Environment.NewLine + string.Join("," + Environment.NewLine, different));
        Assert.Equal(expected.Count, actual.Count);
    }

    private static string Describe(Configuration c) => FormattableString.Invariant(
        $"{c.Layers} {c.Activations} {c.Loss} batch {(c.BatchSize == int.MaxValue ? "all" : c.BatchSize)} of {c.Points} rate {c.LearningRate}{(c.Optimizer == "sgd" ? "" : " " + c.Optimizer)}{(c.Between is null ? "" : " " + c.Between)}");

    private static string Fingerprint(Configuration c, int threads)
    {
        int[] sizes = [.. c.Layers.Split('-').Select(int.Parse)];
        string[] activations = c.Activations.Split(',');
        var network = new Network(sizes[0], Layers(c, sizes, activations), seed: 3);
        var loss = Loss.Parse(c.Loss);
        var data = c.Loss.EndsWith("cross-entropy", StringComparison.Ordinal)
            ? SyntheticData.Classes(c.Points, sizes[0], sizes[^1])
            : SyntheticData.Noise(c.Points, sizes[0], sizes[^1]);
        var options = new TrainingOptions { Epochs = 2, BatchSize = c.BatchSize, Seed = 5, Threads = threads };
        if (c.Between == "augmentation") options = options with { ImageShape = new ImageShape(1, 8, 8), Augmentation = Augmentations.Parse("shift=1,rotate=10,scale=0.1,elastic=8:2") };
        if (c.Between == "mixup") options = options with { Mixup = 0.2f };
        Assert.Equal(StopReason.Completed, new Trainer(network, loss, Optimizer.Create(new OptimizerSettings { Name = c.Optimizer, LearningRate = c.LearningRate }), options).Train(data).StopReason);
        return network.Sha256();
    }

    private static List<Layer> Layers(Configuration c, int[] sizes, string[] activations)
    {
        var layers = new List<Layer>();
        for (int layer = 0; layer < activations.Length; layer++)
        {
            layers.Add(new Dense(sizes[layer + 1], Activation.Parse(activations[layer])));
            if (layer < activations.Length - 1) layers.AddRange(Between(c.Between, sizes[layer + 1]));
        }
        return layers;
    }

    private static IEnumerable<Layer> Between(string? kind, int width) => kind switch
    {
        null or "augmentation" or "mixup" => [],
        "dropout" => [new Dropout(0.3f)],
        "alpha-dropout" => [new AlphaDropout(0.2f)],
        "gaussian-noise" => [new GaussianNoise(0.25f)],
        "batch-normalization" => [new BatchNormalization()],
        "layer-normalization" => [new LayerNormalization()],
        "activation" => [new Activate(Activation.Softmax), new Dense(width), new Activate(Activation.Gelu)],
        _ => [new Residual(new BatchNormalization(), new Activate(Activation.Relu), new Dense(width), new Residual(new Dense(17, Activation.Tanh), new Dropout(0.3f), new Dense(width)))],
    };
}
