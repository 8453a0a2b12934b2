namespace Backprop.Reference;

/// <summary>The mean gradients of a batch by the reference's own passes, every operation of which is rounded at random: its source, compiled with <see cref="Rounded"/>.</summary>
public sealed class RoundedGradients
{
    private readonly ReferenceNetwork _network;
    private readonly ReferenceLoss _loss;
    private readonly Rounded[][] _inputs, _targets;

    /// <param name="network">The reference network in double.</param>
    /// <param name="loss">The reference loss in double.</param>
    /// <param name="inputs">[points][inputs].</param>
    /// <param name="targets">[points][outputs].</param>
    public RoundedGradients(object network, object loss, double[][] inputs, double[][] targets)
    {
        (_network, _loss) = (ReferenceMirror.Of<ReferenceNetwork>(network), ReferenceMirror.Of<ReferenceLoss>(loss));
        (_inputs, _targets) = ([.. inputs.Select(Exact)], [.. targets.Select(Exact)]);
    }

    /// <summary>The gradient of each parameter, flat; other errors for another seed.</summary>
    public double[][] Draw(ulong seed)
    {
        Rounded.Seed(seed);
        return [.. _network.Backward(_network.Forward(_inputs), _targets, _loss).Gradients.Select(gradient => Array.ConvertAll(gradient, number => number.Value))];
    }

    private static Rounded[] Exact(double[] numbers) => Array.ConvertAll(numbers, number => (Rounded)number);
}
