extern alias Rounded;
using Backprop.Data;
using RoundedGradients = Rounded::Backprop.Reference.RoundedGradients;

namespace Backprop.Tests.Inspection;

/// <summary>How far the engine's gradients of one parameter are from the reference's, beside what rounding alone can do.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Error">The engine's largest error, of the parameter's largest gradient.</param>
/// <param name="Scatter">The largest error of the reference when each of its operations is rounded at random as floats are, of the same.</param>
internal sealed record RoundingError(string Name, double Error, double Scatter)
{
    /// <summary>The engine's error in multiples of the scatter: a small number where rounding explains it, whatever the network magnifies it to.</summary>
    public double Multiple => Error == 0 ? 0 : Error / Scatter;

    public override string ToString() => FormattableString.Invariant($"{Name}: error {Error:0.0e-0} of the largest gradient, {Multiple:0.0} times the {Scatter:0.0e-0} that random roundings scatter by");
}

/// <summary>
/// Holds the engine's error against the conditioning of the gradient: where a normalization divides by next to no spread, roundings are magnified
/// without bound, for the engine and for the reference with the roundings of a float alike. An error of the engine's own is not in the reference's scatter.
/// </summary>
internal static class RoundingComparison
{
    /// <summary>The most that the engine may be off, in multiples of the largest scatter of a few draws.</summary>
    public const double MostMultiple = 8;

    private const int Draws = 4;

    /// <summary>The parameter whose error is the largest multiple of its scatter.</summary>
    public static RoundingError Worst(Network network, Loss loss, Dataset data)
    {
        var (inputs, targets) = GradientCheck.Points(data);
        var reference = network.ToReference();
        var exact = reference.Backward(reference.Forward(inputs), targets, loss.Reference).Gradients;
        var engine = GradientCheck.EngineGradients(network, loss, data).Gradients;
        var rounded = new RoundedGradients(reference, loss.Reference, inputs, targets);
        double[][][] draws = [.. Enumerable.Range(1, Draws).Select(seed => rounded.Draw((ulong)seed))];
        return exact.Select((gradient, place) => Compared(reference.Parameters[place].Name + " " + place, gradient, engine[place], [.. draws.Select(draw => draw[place])]))
            .MaxBy(error => double.IsNaN(error.Multiple) ? double.PositiveInfinity : error.Multiple)!;
    }

    private static RoundingError Compared(string name, double[] exact, double[] engine, double[][] draws)
    {
        double largest = Math.Max(exact.Max(Math.Abs), double.Epsilon);   // neurons that no data point wakes have no gradient at all
        // No result in float is closer than its own rounding.
        double scatter = Math.Max(Rounded::Backprop.Reference.Rounded.Unit, draws.Max(draw => Largest(draw, exact)) / largest);
        return new RoundingError(name, Largest(engine, exact) / largest, scatter);
    }

    private static double Largest(double[] numbers, double[] exact) => numbers.Zip(exact, (number, right) => Math.Abs(number - right)).Max();
}
