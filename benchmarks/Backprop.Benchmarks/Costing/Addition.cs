using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Costing;

/// <summary>What a training may have beside the plain step, one at a time.</summary>
/// <param name="Name">As the table calls it.</param>
internal sealed record Addition(string Name)
{
    // Small enough that no weight runs away, however long the training lasts; rules that divide by the gradient's size need less.
    private const float Rate = 1e-4f, RateOfAdaptiveRules = 1e-7f;

    /// <summary>Seconds between two checkpoints: many in a short run, so that what they cost can be seen at all.</summary>
    public const double SecondsBetweenCheckpoints = 0.2;

    /// <summary>The plain step, which every row is compared with.</summary>
    public static Addition Nothing { get; } = new("nothing: gradient descent");

    /// <summary>The checkpoints' row, of which the cost at other intervals follows.</summary>
    public static Addition Checkpoints { get; } = new($"a checkpoint every {FormattableString.Invariant($"{SecondsBetweenCheckpoints}")} s")
    {
        Folder = true,
    };

    public static IReadOnlyList<Addition> All { get; } =
    [
        new("momentum") { Optimizer = new Sgd(Rate) { Momentum = 0.9f } },
        new("Adam") { Optimizer = new Adam(RateOfAdaptiveRules) },
        new("AdamW (decoupled weight decay)") { Optimizer = new AdamW(RateOfAdaptiveRules) { WeightDecay = 0.01f } },
        new("weight decay (L2)") { Optimizer = new Sgd(Rate) { WeightDecay = 1e-4f } },
        new("L1") { Options = options => options with { Regularization = new() { L1 = 1e-5f } } },
        new("largest norm of weights") { Options = options => options with { Regularization = new() { MaxNorm = 3 } } },
        new("clipping by value") { Options = options => options with { Regularization = new() { ClipValue = 1 } } },
        new("clipping by norm") { Options = options => options with { Regularization = new() { ClipNorm = 1 } } },
        new("dropout 0.2 behind each hidden layer") { Behind = () => [new Dropout(0.2f)] },
        new("Gaussian noise behind each hidden layer") { Behind = () => [new GaussianNoise(0.1f)] },
        new("batch normalization behind each hidden layer") { Behind = () => [new BatchNormalization()] },
        new("layer normalization behind each hidden layer") { Behind = () => [new LayerNormalization()] },
        new("label smoothing") { NeedsClasses = true, Options = options => options with { LabelSmoothing = 0.1f } },
        new("averaged weights (exponential)") { Options = options => options with { Averaging = WeightAveraging.Exponential() } },
        new("mixup") { Options = options => options with { Mixup = 0.2f } },
        Checkpoints,
    ];

    /// <summary>Whether it is for classes alone.</summary>
    public bool NeedsClasses { get; init; }

    public Optimizer Optimizer { get; init; } = new Sgd(Rate);

    public Func<TrainingOptions, TrainingOptions> Options { get; init; } = options => options;

    /// <summary>The layers that follow each hidden one.</summary>
    public Func<IReadOnlyList<Layer>> Behind { get; init; } = () => [];

    /// <summary>Whether each training keeps checkpoints, in a folder of its own.</summary>
    public bool Folder { get; init; }

    public Network CreateNetwork(Case measured) => measured.CreateNetwork(Behind);
}
