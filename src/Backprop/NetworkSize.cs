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
        foreach (var layer in layers)
        {
            layer.CheckInputs(inputs);
            bytes += (double)(forTraining ? ToTrain : ToPredict) * sizeof(float) * layer.Outputs * (Matrix.Padded(inputs) + Matrix.LaneMultiple);
            inputs = layer.Outputs;
        }
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes <= available) return;
        string sizes = string.Join('-', layers.Select(layer => layer.Outputs));
        throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture,
            $"A network with layers of {sizes} needs {bytes / (1L << 30):N1} GiB{(forTraining ? " to train" : "")}, and this machine has {available / (1L << 30):N1} GiB. Use fewer neurons."));
    }
}
