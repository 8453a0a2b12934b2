namespace Backprop;

/// <summary>
/// What keeps updates and weights small, beside an optimizer's weight decay. The mean gradient of the data is clipped first, the L1 term and
/// the weight decay join it then, and the largest norm is enforced on the new weights. All off by default.
/// </summary>
public sealed record Regularization
{
    /// <summary>Nothing.</summary>
    public static Regularization None { get; } = new();

    /// <summary>λ₁: λ₁·sign(w) joins the gradient of weights (not of biases), the gradient of λ₁·Σ|w|; default 0.</summary>
    public float L1 { get; init => field = OptimizerRange.NotNegative(value, "L1 regularization"); }

    /// <summary>The most that a number of the mean gradient may be in size; null (the default) for any.</summary>
    public float? ClipValue { get; init => field = Limit(value, "gradient's largest value"); }

    /// <summary>
    /// The most that the norm of the mean gradient, over all parameters, may be: a longer one is scaled by clip/(norm + 1e-6), as in PyTorch;
    /// null (the default) for any. Pascanu et al., "On the difficulty of training recurrent neural networks", 2013.
    /// </summary>
    public float? ClipNorm { get; init => field = Limit(value, "gradient's largest norm"); }

    /// <summary>
    /// The most that the norm of the weights into a neuron may be: larger ones are scaled back after each step; null (the default) for any.
    /// Srebro and Shraibman, "Rank, trace-norm and max-norm", 2005.
    /// </summary>
    public float? MaxNorm { get; init => field = Limit(value, "largest norm of weights"); }

    private static float? Limit(float? value, string name) => value is { } given ? OptimizerRange.Positive(given, name) : null;
}
