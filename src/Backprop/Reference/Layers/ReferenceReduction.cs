namespace Backprop.Reference;

/// <summary>How the terms of the N data points of a batch make one number: the loss, and each gradient.</summary>
public enum ReferenceReduction
{
    /// <summary>Their sum divided by N: the derivation's form.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>Computes what <see cref="ReferenceReduction"/> names.</summary>
public static class ReferenceReductions
{
    /// <summary>The mean, or the sum, of the terms of so many data points, from their sum.</summary>
    public static Real Of(this ReferenceReduction reduction, Real sum, int points) =>
        reduction == ReferenceReduction.Mean ? sum / points : sum;
}
