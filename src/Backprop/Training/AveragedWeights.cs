using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// The mean weights of one training. Elementwise, so that no vector width changes a bit. Buffers, such as running means, belong to the weights
/// that they were measured with: those of the mean weights are measured anew each time that these are shown.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="averaging">Which mean.</param>
/// <param name="measure">Measures the network's buffers with the parameters that it has.</param>
internal sealed class AveragedWeights(Network network, WeightAveraging averaging, Action measure) : ITrainingState
{
    private readonly Matrix[] _means = [.. network.Parameters.Select(parameter => parameter.CreateLike())];
    private readonly Matrix[] _buffers = [.. network.Buffers.Select(buffer => buffer.CreateLike())];
    private int _count;

    /// <summary>Whether there is a mean yet.</summary>
    public bool Exists => _count > 0;

    public void AfterStep()
    {
        if (averaging.Decay is { } decay) Add(1 - decay);
    }

    public void AfterEpoch(int epoch)
    {
        if (epoch >= averaging.FromEpoch) Add(1f / (_count + 1));
    }

    /// <summary>Puts the mean into the network.</summary>
    public void Show()
    {
        Swap();
        if (Exists && _buffers.Length > 0) measure();
    }

    /// <summary>Puts the network's own weights back.</summary>
    public void Hide() => Swap();

    public void Pass(StatePassage state)
    {
        _count = (int)state.Pass("mean.count", _count);
        if (!Exists) return;
        foreach (var (mean, index) in _means.Select((mean, index) => (mean, index))) state.Pass(FormattableString.Invariant($"mean.{index}"), mean);
    }

    private void Swap()
    {
        if (!Exists) return;
        for (int i = 0; i < _means.Length; i++) _means[i] = network.Parameters[i].Exchange(_means[i]);
        for (int i = 0; i < _buffers.Length; i++) _buffers[i] = network.Buffers[i].Exchange(_buffers[i]);
    }

    /// <summary>a ← a + part·(w − a); the first weights are the mean themselves.</summary>
    private void Add(float part)
    {
        bool first = _count++ == 0;
        var factor = new Vector<float>(part);
        for (int i = 0; i < _means.Length; i++)
        {
            if (first)
            {
                _means[i].CopyFrom(network.Parameters[i].Value);
                continue;
            }
            Span<Vector<float>> weights = Vectors(network.Parameters[i].Value), mean = Vectors(_means[i]);
            for (int v = 0; v < weights.Length; v++) mean[v] += factor * (weights[v] - mean[v]);
        }
    }

    private static Span<Vector<float>> Vectors(Matrix matrix) => MemoryMarshal.Cast<float, Vector<float>>(matrix.Everything);
}
