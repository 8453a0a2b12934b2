using Backprop.Data;
using Backprop.Tests;
using Backprop.Tests.Checkpoints;

namespace Backprop.Long.Trainings;

/// <summary>
/// One training out of a great many: every optimizer with every schedule and every kind of layer between, the rest drawn at random;
/// a pure function of seed and number.
/// </summary>
internal sealed class TrainingPlan
{
    private static readonly string[] Activations = ["tanh", "relu", "gelu", "silu", "sigmoid", "selu", "leaky-relu", "softplus"];
    private static readonly string[] Schedules = [.. Schedule.Names];

    private static readonly (string Name, Func<int, Layer[]> Create)[] Between =
    [
        ("nothing", _ => []),
        ("dropout", _ => [new Dropout(0.3f)]),
        ("alpha dropout", _ => [new AlphaDropout(0.2f)]),
        ("gaussian noise", _ => [new GaussianNoise(0.25f)]),
        ("batch normalization", _ => [new BatchNormalization()]),
        ("layer normalization", _ => [new LayerNormalization()]),
        ("residual", width => [new Residual(new Dense(5, Activation.Tanh), new Dropout(0.2f), new Dense(width))]),
    ];

    private readonly int[] _sizes;
    private readonly string _activation;
    private readonly (string Name, Func<int, Layer[]> Create) _between;
    private readonly Optimizer _optimizer;
    private readonly TrainingOptions _options;
    private readonly bool _isClassification;
    private readonly int _points;

    /// <param name="seed">Of the whole test.</param>
    /// <param name="number">Which plan; as many as <see cref="Combinations"/> have each combination once.</param>
    public TrainingPlan(int seed, long number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + (int)number));
        string optimizer = Optimizer.Names[(int)(number % Optimizer.Names.Count)];
        string schedule = Schedules[(int)(number / Optimizer.Names.Count % Schedules.Length)];
        _between = Between[(int)(number / Optimizer.Names.Count / Schedules.Length % Between.Length)];
        _optimizer = Optimizer.Create(new OptimizerSettings { Name = optimizer });
        _isClassification = random.Next(3) > 0;
        _points = random.Next(20, 150);
        _sizes = [random.Next(1, 40), .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(2, 70)), random.Next(2, 12)];
        _activation = Activations[random.Next(Activations.Length)];
        _options = Options(random, schedule);
        if (_optimizer.SearchesAlongLines)
        {
            // It takes its steps on all data, and neither noise nor a schedule nor clipping.
            _between = Between.First(between => between.Name is "nothing");
            _options = _options with { BatchSize = TrainingOptions.WholeDataset, Schedule = Schedule.Constant, WarmUp = 0, Mixup = 0, Regularization = Regularization.None };
        }
    }

    /// <summary>Optimizers × schedules × kinds of layers between.</summary>
    public static int Combinations => Optimizer.Names.Count * Schedules.Length * Between.Length;

    public int Epochs => _options.Epochs;

    /// <summary>Updates of the whole training, if it does not stop early.</summary>
    public int Batches => _options.Epochs * (int)Math.Ceiling(_points / (double)Math.Min(_points, _options.BatchSize));

    public override string ToString() => FormattableString.Invariant(
        $"{string.Join('-', _sizes)} {_activation}, {_between.Name}, {_optimizer.Name}, {_options.Schedule}, batches of {_options.BatchSize} of {_points} points, {_options.Epochs} epochs");

    /// <summary>Trains a fresh network.</summary>
    /// <param name="threads">How many share the work.</param>
    /// <param name="checkpoints">Where its state goes, and where from.</param>
    /// <param name="batches">After so many it is cancelled, as Ctrl-C does it.</param>
    /// <returns>The fingerprint of its weights, and how training went.</returns>
    public (string Sha256, TrainingResult Result) Train(int threads, Checkpointing? checkpoints = null, int batches = int.MaxValue)
    {
        var network = new Network(_sizes[0], [.. Layers()], seed: _options.Seed);
        var loss = _isClassification ? Loss.CrossEntropy : Loss.SquaredError;
        using var cancelling = new CancelAfter(batches);
        var options = _options with { Threads = threads, Checkpoints = checkpoints, Callbacks = [cancelling] };
        var result = new Trainer(network, loss, _optimizer, options).Train(Data(_points, 1), Data(20, 2), null, cancelling.Token);
        return (network.Sha256(), result);
    }

    private Dataset Data(int points, ulong seed) => _isClassification
        ? SyntheticData.Classes(points, _sizes[0], _sizes[^1])
        : SyntheticData.Noise(points, _sizes[0], _sizes[^1], seed);

    private IEnumerable<Layer> Layers()
    {
        foreach (int width in _sizes[1..^1])
        {
            yield return new Dense(width, Activation.Parse(_activation));
            foreach (var layer in _between.Create(width)) yield return layer;
        }
        yield return new Dense(_sizes[^1], _isClassification ? Activation.Softmax : Activation.Identity);
    }

    private static TrainingOptions Options(Random random, string schedule) => new()
    {
        Epochs = random.Next(2, 6),
        // No batch of one data point, which has no spread to normalize by.
        BatchSize = random.Next(4) == 0 ? TrainingOptions.WholeDataset : random.Next(2, 60),
        Seed = (ulong)random.Next(),
        Schedule = Schedule.Parse(schedule),
        WarmUp = schedule != "one-cycle" && random.Next(3) == 0 ? random.NextDouble() : 0,
        Patience = random.Next(3) == 0 ? 1 : null,
        Mixup = random.Next(4) == 0 ? 0.3f : 0,
        Averaging = random.Next(4) switch { 0 => WeightAveraging.Exponential(0.9f), 1 => WeightAveraging.Equal(1), _ => null },
        RestoreBestWeights = random.Next(2) == 0,
        Regularization = random.Next(3) == 0 ? new Regularization { ClipNorm = 0.5f, MaxNorm = 2, L1 = 0.001f } : Regularization.None,
    };
}
