namespace Backprop.Reference;

/// <summary>
/// Checks back-propagation against the definition of a derivative, in double precision:
/// ∂L/∂w ≈ [8·(L(w+h) − L(w−h)) − (L(w+2h) − L(w−2h))] / 12h,
/// the central difference of fourth order (Abramowitz &amp; Stegun, 1964, 25.3.6).
/// The step is h = 2⁻¹⁰·max(1, |w|), about ε^(1/5), where its errors of truncation (h⁴) and rounding (ε/h) balance.
/// Where a neuron meets a kink of its activation between w − 2h and w + 2h, the step is repeated with h/8 and with h/64,
/// below which rounding would spoil the result; if these meet a kink too, the number is reported as one, neither passed nor failed.
/// Where the step does not agree, h/8 is tried as well, for functions so sharp that truncation shows, and the one that agrees better counts:
/// a wrong gradient agrees with neither.
/// <para>
/// The relative error is |difference| / max(|either|, floor). The floor is a thousandth of the largest gradient or of the loss,
/// whichever is larger: differences of L resolve nothing below ε·L/h, so a gradient far below the floor has no digits to compare.
/// </para>
/// <para>
/// Where a layer of the network computes in float, ε is 2²⁹ times as large: then h is 2⁻⁵ or 2⁻⁸, and the floor is a tenth.
/// </para>
/// </summary>
public static class FiniteDifferences
{
    private const double StepFactor = 1.0 / 8;

    private static readonly Precision InDouble = new(Steps: [1.0 / 1024, 1.0 / 8192], SmallestStep: 1.0 / 65536, FloorFraction: 1e-3, Agreement: 1e-8);
    private static readonly Precision InFloat = new(Steps: [1.0 / 32, 1.0 / 256], SmallestStep: 1.0 / 256, FloorFraction: 0.1, Agreement: 1e-4);

    /// <summary>Compares gradients with their finite differences; the parameters end as they were.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The data points, [points][inputs].</param>
    /// <param name="targets">Their targets, [points][outputs].</param>
    /// <param name="loss">L_j.</param>
    /// <param name="reduction">Mean (the default) or sum over data points.</param>
    /// <param name="numbersPerParameter">
    /// How many numbers of each parameter are compared at most, spread over it; all by default.
    /// Each costs four forward passes or more, so a large network needs a limit.
    /// </param>
    /// <param name="inFloat">Whether a layer of the network computes in float; false by default.</param>
    /// <param name="weights">The weight of each data point; null (the default) where all are 1.</param>
    /// <exception cref="ArgumentException">Inputs or targets do not have the shape that the network needs.</exception>
    public static GradientComparison Compare(
        ReferenceNetwork network, double[][] inputs, double[][] targets, ReferenceLoss loss,
        ReferenceReduction reduction = ReferenceReduction.Mean, int numbersPerParameter = int.MaxValue, bool inFloat = false, double[]? weights = null)
    {
        ReferenceForwardPass forward = network.Forward(inputs);
        IReadOnlyList<double[]> gradients = network.Backward(forward, targets, loss, reduction, weights).Gradients;
        double scale = Math.Abs(Loss(forward));
        foreach (double[] gradient in gradients) scale = gradient.Aggregate(scale, (largest, g) => double.IsFinite(g) ? Math.Max(largest, Math.Abs(g)) : largest);
        var precision = inFloat ? InFloat : InDouble;

        var entries = new List<GradientEntry>();
        int parameterIndex = 0;
        for (int l = 0; l < network.Layers.Count; l++)
            foreach (ReferenceParameter parameter in network.Layers[l].Parameters)
            {
                double[] gradient = gradients[parameterIndex++];
                foreach (int i in Spread(gradient.Length, numbersPerParameter))
                    entries.Add(Judge($"layers.{l}.{parameter.NameOf(i)}", gradient[i], ref parameter.Values[i]));
            }
        return new(entries);

        double Loss(ReferenceForwardPass pass) => network.Loss(pass, targets, loss, reduction, weights).Value;

        GradientEntry Judge(string name, double gradient, ref double w)
        {
            GradientEntry? best = null;
            foreach (double step in precision.Steps)
            {
                var (difference, isKink) = Differentiate(network, forward, Loss, ref w, step, precision.SmallestStep);
                var entry = new GradientEntry(name, gradient, difference, RelativeError(gradient, difference, precision.FloorFraction * scale), isKink);
                if (best is null || (entry.IsKink, entry.RelativeError).CompareTo((best.IsKink, best.RelativeError)) < 0) best = entry;
                if (!best.IsKink && best.RelativeError <= precision.Agreement) break;
            }
            return best!;
        }
    }

    /// <param name="Steps">Steps, as fractions of max(1, |w|).</param>
    /// <param name="SmallestStep">Below it, rounding spoils the difference.</param>
    /// <param name="FloorFraction">The part of the largest gradient or the loss that errors are relative to at least.</param>
    /// <param name="Agreement">The relative error that needs no second step.</param>
    private sealed record Precision(double[] Steps, double SmallestStep, double FloorFraction, double Agreement);

    /// <summary>So many of the indices 0 … length − 1, one from each of as many equal parts, at a place that differs from part to part.</summary>
    private static IEnumerable<int> Spread(int length, int count)
    {
        if (count >= length) return Enumerable.Range(0, length);
        const double GoldenRatio = 0.6180339887498949;   // its multiples, modulo 1, favour no row and no column
        return Enumerable.Range(0, count).Select(part =>
        {
            int start = (int)((long)part * length / count), end = (int)((part + 1L) * length / count);
            return start + (int)(part * GoldenRatio % 1 * (end - start));
        });
    }

    /// <summary>The finite difference of the loss by one number w, which ends as it was; <paramref name="forward"/> is the pass with it.</summary>
    private static (double Difference, bool IsKink) Differentiate(
        ReferenceNetwork network, ReferenceForwardPass forward, Func<ReferenceForwardPass, double> loss, ref double w, double step, double smallestStep)
    {
        double center = w, unit = Math.Max(1, Math.Abs(w));
        for (; ; step *= StepFactor)
        {
            double h = step * unit;
            var passes = new ReferenceForwardPass[5];   // at w − 2h, w − h, w, w + h, w + 2h
            for (int place = 0; place < 5; place++)
            {
                w = center + (place - 2) * h;
                passes[place] = place == 2 ? forward : network.Forward(forward.Inputs);
            }
            w = center;
            bool isKink = Enumerable.Range(1, 4).Any(place => MeetsKink(network, passes[place - 1], passes[place]));
            if (isKink && step > smallestStep) continue;
            double[] l = [.. passes.Select(loss)];
            return ((8 * (l[3] - l[1]) - (l[4] - l[0])) / (12 * h), isKink);
        }
    }

    private static bool MeetsKink(ReferenceNetwork network, ReferenceForwardPass start, ReferenceForwardPass end)
    {
        for (int l = 0; l < network.Layers.Count; l++)
            if (network.Layers[l].MeetsKink(start.Layers[l], end.Layers[l])) return true;
        return false;
    }

    /// <summary>0 for two zeros, whatever the floor.</summary>
    private static double RelativeError(double a, double b, double floor) =>
        a == b ? 0 : Math.Abs(a - b) / Math.Max(floor, Math.Max(Math.Abs(a), Math.Abs(b)));
}
