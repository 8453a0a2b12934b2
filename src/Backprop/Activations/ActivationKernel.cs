using Backprop.Numerics;

namespace Backprop;

/// <summary>An activation's loops over the blocks of a batch. Matrices are <c>[neurons, batch]</c>.</summary>
internal abstract class ActivationKernel
{
    /// <summary>a = f(x). The two matrices may be one where the derivative does not need x.</summary>
    public abstract void Forward(Matrix weightedSums, Matrix activations, in Block block);

    /// <summary>Turns a tile of ∂L/∂a into δ = ∂L/∂x, in place.</summary>
    public abstract void Backward(Matrix weightedSums, Matrix activations, in FinishedTile gradient);
}
