using Backprop.Numerics;

namespace Backprop;

/// <summary>An optimizer's loop over one parameter.</summary>
internal abstract class UpdateKernel
{
    /// <summary>Computes new parameters from the old ones and the mean gradient.</summary>
    /// <param name="value">The old parameters.</param>
    /// <param name="gradient">The gradient, summed over the data points of the batch.</param>
    /// <param name="meanFactor">What makes it the mean: 1/(data points).</param>
    /// <param name="slots">The rule's own matrices of this parameter.</param>
    /// <param name="next">Receives the new parameters.</param>
    /// <returns>Whether every new number is finite.</returns>
    public abstract bool Update(Matrix value, Matrix gradient, float meanFactor, IReadOnlyList<Matrix> slots, Matrix next);
}
