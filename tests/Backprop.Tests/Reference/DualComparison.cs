extern alias Dual;
using Backprop.Numerics;
using Backprop.Reference;
using Direction = Dual::Backprop.Reference.Direction;
using DualLoss = Dual::Backprop.Reference.DualLoss;

namespace Backprop.Tests.Reference;

/// <summary>One direction's derivative: by the reference's backward pass and by dual numbers.</summary>
/// <param name="Name">Which number, or which parameter where the direction is a random one through all of its numbers.</param>
/// <param name="Gradient">Σ g·v, with the backward pass's g and the direction v.</param>
/// <param name="Derivative">The same by dual numbers.</param>
/// <param name="RelativeError">|difference| / max(√Σ(g·v)², |either|, floor).</param>
internal sealed record DirectionalDerivative(string Name, double Gradient, double Derivative, double RelativeError)
{
    public override string ToString() => FormattableString.Invariant($"{Name}: {Gradient:G17} by the backward pass, {Derivative:G17} by dual numbers, relative error {RelativeError:0.0e-0}");
}

/// <summary>
/// Every gradient of the reference's hand-written backward pass against the derivative of its forward pass in dual numbers: of each
/// parameter, and of the inputs, a random direction through all of its numbers, none of which can be wrong without changing it, and single numbers.
/// </summary>
internal static class DualComparison
{
    /// <summary>The promise.</summary>
    public const double Tolerance = 1e-9;

    // Of the largest gradient of the network. The gradient of a bias before a batch normalization is 0, which the backward pass reaches
    // up to the rounding of a double, 1e-14 of the terms that cancel: an error is judged to 1e-12 of the largest gradient at least.
    private const double FloorFraction = 1e-3;

    /// <summary>The direction that is farthest off.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">[points][inputs].</param>
    /// <param name="targets">[points][outputs].</param>
    /// <param name="loss">L_j.</param>
    /// <param name="weights">The weight of each data point; null where all are 1.</param>
    /// <param name="numbersPerParameter">How many single numbers of each parameter are compared at most, drawn at random; all by default.</param>
    public static DirectionalDerivative Worst(
        ReferenceNetwork network, double[][] inputs, double[][] targets, ReferenceLoss loss, double[]? weights = null, int numbersPerParameter = int.MaxValue) =>
        Worst(network.Backward(network.Forward(inputs), targets, loss, weights: weights), network, inputs, targets, loss, weights, numbersPerParameter);

    /// <summary>The same for the gradients of a backward pass that was done already.</summary>
    public static DirectionalDerivative Worst(
        ReferenceBackwardPass backward, ReferenceNetwork network, double[][] inputs, double[][] targets, ReferenceLoss loss, double[]? weights, int numbersPerParameter)
    {
        double[] ofInputs = [.. backward.InputGradients.SelectMany(point => point).Select(gradient => gradient / inputs.Length)];
        double floor = FloorFraction * backward.Gradients.SelectMany(gradient => gradient).Max(Math.Abs);
        var random = new CounterRandom(1, RandomPurpose.Sampling, 11);
        ulong drawn = 0;
        (Direction Along, double[] Gradient, string Name)[] directions =
        [
            .. Through(Direction.Inputs, ofInputs, "inputs"),
            .. network.Parameters.SelectMany((parameter, place) => Through(place, backward.Gradients[place], $"parameter {place}, {parameter.Name}")),
        ];
        double[] derivatives = new DualLoss(network, loss, inputs, targets, weights).Derivatives([.. directions.Select(direction => direction.Along)]);
        return directions.Zip(derivatives, (direction, derivative) => Compared(direction.Name, direction.Gradient, direction.Along.Components, derivative, floor))
            .MaxBy(compared => compared.RelativeError)!;

        IEnumerable<(Direction Along, double[] Gradient, string Name)> Through(int parameter, double[] gradient, string name)
        {
            yield return (new Direction(parameter, [.. gradient.Select(_ => random.Below(2, drawn++) == 0 ? 1.0 : -1.0)]), gradient, name);
            int[] numbers = numbersPerParameter >= gradient.Length
                ? [.. Enumerable.Range(0, gradient.Length)]
                : [.. Enumerable.Range(0, numbersPerParameter).Select(_ => random.Below(gradient.Length, drawn++))];
            foreach (int number in numbers)
                yield return (new Direction(parameter, [.. gradient.Select((_, i) => i == number ? 1.0 : 0)]), gradient, FormattableString.Invariant($"{name}[{number}]"));
        }
    }

    private static DirectionalDerivative Compared(string name, double[] gradient, double[] direction, double derivative, double floor)
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            sum += gradient[i] * direction[i];
            squares += gradient[i] * direction[i] * gradient[i] * direction[i];
        }
        double scale = Math.Max(Math.Max(Math.Sqrt(squares), Math.Max(Math.Abs(sum), Math.Abs(derivative))), floor);
        double error = sum == derivative ? 0 : Math.Abs(sum - derivative) / scale;
        return new DirectionalDerivative(name, sum, derivative, double.IsNaN(error) ? double.PositiveInfinity : error);
    }
}
