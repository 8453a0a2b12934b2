namespace Backprop.Reference;

/// <summary>
/// L-BFGS in scalar double: the direction −H·g, with the inverse Hessian H from the last ten pairs s = Δx, y = Δg by the two-loop recursion
/// (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4), started from H = sᵀy/yᵀy of the newest pair (7.20), and a step along it
/// by <see cref="StrongWolfe"/> (algorithm 7.5). The first step, without a pair, tries min(1, 1/Σ|g|), as PyTorch does, the others 1.
/// </summary>
/// <param name="function">The value and the gradient at a point.</param>
/// <param name="start">Where to begin.</param>
public sealed class ReferenceLBfgs(Func<double[], (double Value, double[] Gradient)> function, double[] start)
{
    /// <summary>How many pairs are kept.</summary>
    public const int History = 10;

    private readonly List<(double[] Step, double[] Change)> _pairs = [];   // the newest first

    /// <summary>The point now.</summary>
    public double[] Point { get; private set; } = [.. start];

    /// <summary>Takes one step.</summary>
    /// <returns>False where none lowers the value: the point stays.</returns>
    public bool Step()
    {
        var (value, gradient) = function(Point);
        double[] direction = Direction(gradient), from = Point;
        double slope = Dot(direction, gradient);
        if (!(slope < 0)) return false;
        double first = _pairs.Count == 0 ? Math.Min(1, 1 / gradient.Sum(Math.Abs)) : 1;
        double[] after = gradient;
        double? found = StrongWolfe.Search(At, value, slope, first);
        if (found is null)
        {
            Point = from;
            bool retry = _pairs.Count > 0;
            _pairs.Clear();
            return retry && Step();
        }
        _pairs.Insert(0, (Difference(Point, from), Difference(after, gradient)));
        if (_pairs.Count > History) _pairs.RemoveAt(History);
        return true;

        (double Value, double Slope) At(double step)
        {
            Point = [.. from.Zip(direction, (x, d) => x + step * d)];
            (double height, after) = function(Point);
            return (height, Dot(after, direction));
        }
    }

    private double[] Direction(double[] gradient)
    {
        double[] q = [.. gradient];
        var factors = new double[_pairs.Count];
        for (int i = 0; i < _pairs.Count; i++)
        {
            var (step, change) = _pairs[i];
            factors[i] = Dot(step, q) / Dot(step, change);
            Add(q, -factors[i], change);
        }
        if (_pairs.Count > 0)
        {
            double scale = Dot(_pairs[0].Step, _pairs[0].Change) / Dot(_pairs[0].Change, _pairs[0].Change);
            for (int k = 0; k < q.Length; k++) q[k] *= scale;
        }
        for (int i = _pairs.Count - 1; i >= 0; i--)
        {
            var (step, change) = _pairs[i];
            Add(q, factors[i] - Dot(change, q) / Dot(step, change), step);
        }
        return [.. q.Select(number => -number)];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];

    private static void Add(double[] to, double factor, double[] numbers)
    {
        for (int i = 0; i < to.Length; i++) to[i] += factor * numbers[i];
    }
}
