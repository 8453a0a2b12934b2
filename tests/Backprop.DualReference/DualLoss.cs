using System.Runtime.Intrinsics;

namespace Backprop.Reference;

/// <summary>A direction in which a loss is differentiated: components for the numbers of one parameter, or of the inputs.</summary>
/// <param name="Parameter">The parameter's place in the network; <see cref="Inputs"/> for the inputs.</param>
/// <param name="Components">One for each number of it, flat.</param>
public sealed record Direction(int Parameter, double[] Components)
{
    /// <summary>The place of the inputs, [points, inputs].</summary>
    public const int Inputs = -1;
}

/// <summary>
/// The mean loss of a batch, differentiated by the reference's own forward pass: its source, compiled with <see cref="Dual"/> numbers.
/// It knows nothing of the backward pass.
/// </summary>
public sealed class DualLoss
{
    private readonly ReferenceNetwork _network;
    private readonly ReferenceLoss _loss;
    private readonly double[][] _inputs;
    private readonly Dual[][] _targets;
    private readonly Dual[]? _weights;

    /// <param name="network">The reference network in double.</param>
    /// <param name="loss">The reference loss in double.</param>
    /// <param name="inputs">[points][inputs].</param>
    /// <param name="targets">[points][outputs].</param>
    /// <param name="weights">The weight of each data point; null (the default) where all are 1.</param>
    public DualLoss(object network, object loss, double[][] inputs, double[][] targets, double[]? weights = null)
    {
        (_network, _loss) = (ReferenceMirror.Of<ReferenceNetwork>(network), ReferenceMirror.Of<ReferenceLoss>(loss));
        (_inputs, _targets) = (inputs, [.. targets.Select(Constants)]);
        _weights = weights is null ? null : Constants(weights);
    }

    /// <summary>The derivative of the loss along each direction; eight of them cost one forward pass.</summary>
    public double[] Derivatives(IReadOnlyList<Direction> directions) => [.. directions.Chunk(Dual.Directions).SelectMany(Pass)];

    private double[] Pass(Direction[] directions)
    {
        Dual[][] inputs = [.. _inputs.Select(Constants)];
        for (int place = 0; place < directions.Length; place++)
        {
            var (parameter, components) = directions[place];
            for (int i = 0; i < components.Length; i++)
            {
                ref Dual number = ref parameter == Direction.Inputs ? ref inputs[i / inputs[0].Length][i % inputs[0].Length] : ref _network.Parameters[parameter].Values[i];
                number = number with { Slopes = number.Slopes.WithElement(place, components[i]) };
            }
        }
        var loss = _network.Loss(_network.Forward(inputs), _targets, _loss, weights: _weights).Value;
        foreach (var parameter in _network.Parameters)
            for (int i = 0; i < parameter.Values.Length; i++) parameter.Values[i] = parameter.Values[i].Value;
        return [.. directions.Select((_, place) => loss.Slopes.GetElement(place))];
    }

    private static Dual[] Constants(double[] numbers) => Array.ConvertAll(numbers, number => (Dual)number);
}
