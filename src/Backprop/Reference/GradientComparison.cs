namespace Backprop.Reference;

/// <summary>One number of a network: its gradient by back-propagation beside the one by finite differences.</summary>
/// <param name="Name">Which, such as <c>layers.0.weights[2,1]</c>.</param>
/// <param name="Gradient">∂L/∂w by back-propagation.</param>
/// <param name="FiniteDifference">∂L/∂w by differences of the loss.</param>
/// <param name="RelativeError">|difference| / max(|either|, floor), with the floor of <see cref="FiniteDifferences"/>.</param>
/// <param name="IsKink">Whether every step, however small, met a kink of an activation: then the finite difference says nothing.</param>
public sealed record GradientEntry(string Name, double Gradient, double FiniteDifference, double RelativeError, bool IsKink);

/// <summary>Every gradient of a network beside its finite difference.</summary>
/// <param name="Entries">One entry for each number of each parameter, in the network's order.</param>
public sealed record GradientComparison(IReadOnlyList<GradientEntry> Entries)
{
    /// <summary>The entries that could not be judged, because every step met a kink.</summary>
    public IReadOnlyList<GradientEntry> Kinks { get; } = [.. Entries.Where(entry => entry.IsKink)];

    /// <summary>The judged entry with the largest relative error (one that is not a number counts as the largest); null if none was judged.</summary>
    public GradientEntry? Worst { get; } = Entries.Where(entry => !entry.IsKink)
        .MaxBy(entry => double.IsNaN(entry.RelativeError) ? double.PositiveInfinity : entry.RelativeError);

    /// <summary>The relative error of <see cref="Worst"/>; 0 if none was judged.</summary>
    public double MaxRelativeError => Worst?.RelativeError ?? 0;
}
