using System.Globalization;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Refuses a network that this machine cannot hold, before anything is allocated for it.</summary>
internal static class NetworkSize
{
    // Parameters; for training also their gradients, the next ones and the best ones.
    private const int ToPredict = 1, ToTrain = 4;

    /// <exception cref="InvalidInputException">The network's parameters would not fit into memory.</exception>
    public static void Check(int inputs, IReadOnlyList<Layer> layers, bool forTraining)
    {
        double bytes = 0;
        var sizes = new List<int>();
        foreach (var layer in layers)
        {
            layer.CheckInputs(inputs);
            foreach (var (_, shape) in layer.ParameterShapes(inputs))
                bytes += (double)(forTraining ? ToTrain : ToPredict) * sizeof(float) * shape[0] * Matrix.Padded(shape.Length > 1 ? (int)shape[1] : 1);
            inputs = layer.OutputsFor(inputs);
            sizes.Add(inputs);
        }
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes <= available) return;
        throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture,
            $"A network with layers of {string.Join('-', sizes)} needs {bytes / (1L << 30):N1} GiB{(forTraining ? " to train" : "")}, and this machine has {available / (1L << 30):N1} GiB. Use fewer neurons."));
    }
}
