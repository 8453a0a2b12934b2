using Backprop.Reference;

namespace Backprop;

/// <summary>
/// Steps of back-propagation with every number given: a network, a batch, a loss, an optimizer.
/// What a textbook exercise states, and what a <see cref="Trace"/> is computed from.
/// </summary>
public sealed record Problem
{
    /// <summary>The layers, first to last, with their starting parameters.</summary>
    public required IReadOnlyList<ReferenceDense> Layers { get; init; }

    /// <summary>The data points' inputs, [points][inputs].</summary>
    public required double[][] Inputs { get; init; }

    /// <summary>Their targets, [points][outputs].</summary>
    public required double[][] Targets { get; init; }

    /// <summary>L_j; default the derivation's squared error.</summary>
    public ReferenceLoss Loss { get; init; } = new ReferenceSquaredError();

    /// <summary>How data points make the loss and the gradients of the batch; default the mean.</summary>
    public ReferenceReduction Reduction { get; init; } = ReferenceReduction.Mean;

    /// <summary>The update; default plain gradient descent with a learning rate of 0.1.</summary>
    public ProblemOptimizer Optimizer { get; init; } = new();

    /// <summary>How many steps are taken, at least 1; default 1.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Whether the last step alone is recorded; default all are.</summary>
    public bool TraceLastOnly { get; init; }

    /// <summary>Names of inputs and outputs, where the data have any.</summary>
    public TraceNames? Names { get; init; }
}

/// <summary>The update of a <see cref="Problem"/>.</summary>
public sealed record ProblemOptimizer
{
    /// <summary>Name; <c>sgd</c>.</summary>
    public string Name { get; init; } = "sgd";

    /// <summary>η; default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>μ; default 0, no momentum.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }

    /// <summary>λ: λ·w is added to the gradient of the batch; default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether biases decay too, PyTorch's habit; default false.</summary>
    public bool DecayBiases { get; init; }

    /// <summary>Whether biases are trained; default true.</summary>
    public bool TrainBiases { get; init; } = true;

    internal ReferenceOptimizer CreateReference() => new ReferenceSgd(LearningRate, Momentum, Nesterov)
    {
        WeightDecay = new ReferenceWeightDecay(WeightDecay, DecayBiases),
        TrainBiases = TrainBiases,
    };
}
