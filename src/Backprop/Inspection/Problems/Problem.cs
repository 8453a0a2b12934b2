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

    /// <summary>The update, with every option that its rule has; default plain gradient descent with a learning rate of 0.1.</summary>
    /// <exception cref="InvalidInputException">The optimizer is unknown, or has no such option.</exception>
    public OptimizerSettings Optimizer { get; init => field = OptimizerCatalog.Complete(value); } = OptimizerCatalog.Complete(new OptimizerSettings());

    /// <summary>Whether biases are trained; default true, false holds them fixed.</summary>
    public bool TrainBiases { get; init; } = true;

    /// <summary>How many steps are taken, at least 1; default 1.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Whether the last step alone is recorded; default all are.</summary>
    public bool TraceLastOnly { get; init; }

    /// <summary>Names of inputs and outputs, where the data have any.</summary>
    public TraceNames? Names { get; init; }

    internal ReferenceOptimizer CreateOptimizer()
    {
        var optimizer = OptimizerCatalog.CreateReference(Optimizer);
        optimizer.TrainBiases = TrainBiases;
        return optimizer;
    }
}
