using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Which other data point is mixed into one, and how much: x ← λ·x + (1 − λ)·x′, t ← λ·t + (1 − λ)·t′, λ from Beta(α, α), the other
/// one any data point of the training data. Data points with weights count λ·w·L(t) + (1 − λ)·w′·L(t′). Keyed by seed, epoch and data point, so that neither threads nor the cut of batches change it.
/// Zhang, Cissé, Dauphin and Lopez-Paz, "mixup: beyond empirical risk minimization", 2018.
/// </summary>
internal sealed class Mixup(float alpha, int points, ulong seed)
{
    // Two gammas are drawn, each from a stretch of its own behind the other data point's number.
    private const ulong Stretch = 1UL << 16;

    /// <summary>The other data point, and λ.</summary>
    public (int Other, float Own) Draw(uint epoch, int row)
    {
        var random = new CounterRandom(seed, RandomPurpose.Mixup, epoch);
        ulong first = (ulong)(uint)row << 32;
        double a = LogOfGamma(random, first + Stretch), b = LogOfGamma(random, first + 2 * Stretch);
        return (random.Below(points, first), (float)(1 / (1 + PortablePower.Exp(b - a))));
    }

    /// <summary>x ← λ·x + (1 − λ)·x′.</summary>
    public static void Mix(Span<float> own, ReadOnlySpan<float> other, float share)
    {
        float rest = 1 - share;
        for (int i = 0; i < own.Length; i++) own[i] = share * own[i] + rest * other[i];
    }

    /// <summary>
    /// The logarithm of a number with density x^(α−1)·e^(−x)/Γ(α), which for small α may be too near 0 for the number itself:
    /// that of α + 1 times u^(1/α). G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", 2000.
    /// </summary>
    private double LogOfGamma(in CounterRandom random, ulong index)
    {
        double d = alpha + 1 - 1.0 / 3, c = 1 / Math.Sqrt(9 * d), boost = PortableMath.Log(random.Uniform(index)) / alpha;
        while (true)
        {
            double x = random.Normal(++index), u = random.Uniform(++index), root = 1 + c * x;
            if (root <= 0) continue;
            double v = root * root * root;
            if (PortableMath.Log(u) < 0.5 * x * x + d - d * v + d * PortableMath.Log(v)) return PortableMath.Log(d * v) + boost;
        }
    }
}
