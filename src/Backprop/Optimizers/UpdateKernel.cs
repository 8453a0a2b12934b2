using Backprop.Numerics;

namespace Backprop;

/// <summary>An optimizer's loop over a tile of one parameter.</summary>
internal abstract class UpdateKernel
{
    /// <summary>Computes new numbers from the old ones and the mean gradient.</summary>
    /// <param name="operands">The parameter, and the rule's own matrices for it.</param>
    /// <param name="gradient">A tile of the gradient, summed over the data points of the batch; its block is the place in the parameter.</param>
    /// <returns>Whether every new number is finite.</returns>
    public abstract bool Update(in UpdateOperands operands, in FinishedTile gradient);
}

/// <summary>What an update reads and writes. Matrices have the shape of the parameter.</summary>
/// <param name="Value">The old numbers.</param>
/// <param name="Next">Receives the new ones.</param>
/// <param name="Slots">What the rule remembers from step to step; changed in place.</param>
/// <param name="MeanFactor">What makes the gradient the mean: 1/(data points).</param>
internal readonly record struct UpdateOperands(Matrix Value, Matrix Next, IReadOnlyList<Matrix> Slots, float MeanFactor);
