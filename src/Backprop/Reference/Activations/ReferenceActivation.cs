namespace Backprop.Reference;

/// <summary>
/// An activation of one layer for one data point: a = f(x), with x the weighted sums of the layer's n neurons.
/// All arrays have length n.
/// </summary>
public abstract class ReferenceActivation
{
    /// <summary>The name in problem files and on the command line, such as <c>leaky-relu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The values of x where f′ or f″ jumps: central differences across them say nothing about f′. None by default.</summary>
    public virtual IReadOnlyList<double> Kinks => [];

    /// <summary>The activations a = f(x).</summary>
    public abstract Real[] Activate(Real[] weightedSums);

    /// <summary>The derivative of each neuron's activation by its own weighted sum, ∂aᵢ/∂xᵢ.</summary>
    public abstract Real[] Derivatives(Real[] weightedSums, Real[] activations);

    /// <summary>The deltas δᵢ = ∂L/∂xᵢ = Σₖ (∂L/∂aₖ)·(∂aₖ/∂xᵢ), from the gradients ∂L/∂aₖ.</summary>
    public abstract Real[] Deltas(Real[] weightedSums, Real[] activations, Real[] activationGradients);

    /// <summary>Whether some weighted sum meets a kink on the way from one forward pass to another, [points][neurons].</summary>
    public bool MeetsKink(Real[][] one, Real[][] other)
    {
        foreach (double kink in Kinks)
            for (int j = 0; j < one.Length; j++)
                for (int i = 0; i < one[j].Length; i++)
                    if (Meets(kink, one[j][i], other[j][i])) return true;
        return false;
    }

    private static bool Meets(double kink, Real x, Real y) =>
        x != y && Real.Min(x, y) <= kink && kink <= Real.Max(x, y);
}
