using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// What a <see cref="CustomLayer"/> computes for one batch after the other. Every matrix has one column for each data point of the batch
/// (<see cref="Matrix.Columns"/> of them, which may differ from batch to batch): row i of a matrix is feature, or neuron, i of all data points.
/// Matrices belong to the engine: they are to be used within the call only. The parameters are in
/// <c>layer.Parameters[i].Value</c>, to be read anew in each call, since a training step puts other matrices there.
/// </summary>
public abstract class CustomPass
{
    /// <summary>Computes the outputs.</summary>
    /// <param name="input">What the layer before gives, <c>[inputs, batch]</c>; not to be changed.</param>
    /// <param name="output">Receives the outputs, <c>[outputs, batch]</c>; all 0 before.</param>
    public abstract void Forward(Matrix input, Matrix output);

    /// <summary>Computes the gradients of the batch that went forward last; see <see cref="CustomBatch"/>.</summary>
    public abstract void Backward(CustomBatch batch);
}

/// <summary>The batch of a backward pass: what is known of it, and where the results go.</summary>
public sealed class CustomBatch
{
    internal CustomBatch(Matrix input, Matrix output, Matrix outputGradient, Matrix inputGradient, IReadOnlyList<Matrix> gradients) =>
        (Input, Output, OutputGradient, InputGradient, Gradients) = (input, output, outputGradient, inputGradient, gradients);

    /// <summary>The inputs of the forward pass, <c>[inputs, batch]</c>.</summary>
    public Matrix Input { get; }

    /// <summary>The outputs of the forward pass, <c>[outputs, batch]</c>.</summary>
    public Matrix Output { get; }

    /// <summary>∂L_j/∂output of each data point j, <c>[outputs, batch]</c>.</summary>
    public Matrix OutputGradient { get; }

    /// <summary>Receives ∂L_j/∂input of each data point j, <c>[inputs, batch]</c>; all 0 before.</summary>
    public Matrix InputGradient { get; }

    /// <summary>Receive the gradient of each parameter in its shape: SUMS over the data points of the batch, not means; all 0 before.</summary>
    public IReadOnlyList<Matrix> Gradients { get; }
}
