using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The mean weights of one training. Elementwise, so that no vector width changes a bit.</summary>
internal sealed class AveragedWeights(Network network, WeightAveraging averaging)
{
    private readonly Matrix[] _means = [.. network.Parameters.Select(parameter => parameter.CreateLike())];
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

    /// <summary>Exchanges the network's weights and their mean.</summary>
    public void Swap()
    {
        if (!Exists) return;
        for (int i = 0; i < _means.Length; i++) _means[i] = network.Parameters[i].Exchange(_means[i]);
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
