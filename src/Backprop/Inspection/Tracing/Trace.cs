using Backprop.Reference;

namespace Backprop;

/// <summary>
/// Every number of some steps of back-propagation, computed by the reference in double precision.
/// What explanations render; they compute nothing themselves.
/// </summary>
/// <param name="Problem">What was given. Its layers hold the starting parameters.</param>
/// <param name="Steps">The recorded steps.</param>
/// <param name="Check">The gradients of the first recorded step against finite differences; null where that was not asked for.</param>
public sealed record Trace(Problem Problem, IReadOnlyList<TraceStep> Steps, GradientComparison? Check)
{
    /// <summary>Version of the form in which traces are written.</summary>
    public const int Version = 1;
}

/// <summary>One step.</summary>
/// <param name="Step">Its number, from 1.</param>
/// <param name="Loss">The loss of the batch, of the data alone, before the step.</param>
/// <param name="Points">The data points.</param>
/// <param name="Before">The parameters of each layer that forward and backward used.</param>
/// <param name="DataGradients">The gradients of the batch's loss.</param>
/// <param name="Gradients">The gradients that the optimizer saw: those of the loss, with the weight decay.</param>
/// <param name="StateBefore">The optimizer's state before the step, by slot; empty without any.</param>
/// <param name="StateAfter">And after it.</param>
/// <param name="Updated">The parameters after the step.</param>
public sealed record TraceStep(
    int Step, double Loss, IReadOnlyList<TracePoint> Points,
    IReadOnlyList<TraceParameters> Before, IReadOnlyList<TraceParameters> DataGradients, IReadOnlyList<TraceParameters> Gradients,
    IReadOnlyList<TraceSlot> StateBefore, IReadOnlyList<TraceSlot> StateAfter,
    IReadOnlyList<TraceParameters> Updated);

/// <summary>One data point of a step.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Loss">L_j.</param>
/// <param name="Layers">What each layer computed for it.</param>
public sealed record TracePoint(int Index, double Loss, IReadOnlyList<TraceLayer> Layers);

/// <summary>What one layer computed for one data point; an array element a neuron.</summary>
/// <param name="WeightedSums">x.</param>
/// <param name="Activations">a.</param>
/// <param name="Derivatives">f′(x), ∂aᵢ/∂xᵢ.</param>
/// <param name="Deltas">δ = ∂L_j/∂x of this data point alone.</param>
public sealed record TraceLayer(double[] WeightedSums, double[] Activations, double[] Derivatives, double[] Deltas)
{
    /// <summary>
    /// ∂L_j/∂a, what the backward pass brings to the activation: of a hidden neuron Σ δ·w over its outgoing edges, of an output
    /// the derivative of the loss; null in a last layer that is fused with the loss, which needs no such number.
    /// </summary>
    public double[]? ActivationGradients { get; init; }
}

/// <summary>Weights and biases of one layer, or numbers of the same shape.</summary>
/// <param name="Weights">[out][in].</param>
/// <param name="Biases">[out].</param>
public sealed record TraceParameters(double[][] Weights, double[] Biases);

/// <summary>One slot of the optimizer's state, for every layer.</summary>
/// <param name="Name">Such as <c>velocity</c>.</param>
/// <param name="Layers">Its numbers.</param>
public sealed record TraceSlot(string Name, IReadOnlyList<TraceParameters> Layers);

/// <summary>Names of what goes in and comes out.</summary>
/// <param name="Inputs">One for each input.</param>
/// <param name="Outputs">One for each output.</param>
public sealed record TraceNames(IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
