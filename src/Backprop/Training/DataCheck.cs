using Backprop.Data;
using Backprop.Files;

namespace Backprop;

/// <summary>Refuses data that a network or a loss cannot take, before the first batch.</summary>
internal static class DataCheck
{
    /// <exception cref="InvalidInputException">A width differs, no row has a weight, or a target lies outside the loss's domain.</exception>
    public static void Fits(Network network, Loss loss, Dataset data)
    {
        FitsShape(network, data);
        // A part of data with weights may be left with zeros alone, and a mean over them is none.
        if (data.TotalWeight() == 0)
            throw new InvalidInputException($"The weights of all {data.Count} rows of a part of '{data.Name}' are 0, so that it has no mean loss. Give a part of its rows a weight above 0, or divide the data otherwise.");
        if (data.IsClassification) return;
        var target = new float[data.Outputs];
        for (int row = 0; row < data.Count; row++)
        {
            data.CopyTarget(row, target);
            for (int output = 0; output < target.Length; output++) loss.CheckTarget(target[output], row, output);
        }
    }

    /// <exception cref="InvalidInputException">A width differs.</exception>
    public static void FitsShape(Network network, Dataset data)
    {
        if (data.Features != network.Inputs)
            throw new InvalidInputException(
                $"The network {network} expects {Counted.Of(network.Inputs, "input")}, but '{data.Name}' has {Counted.Of(data.Features, "feature")}. Use the network's own input size, or retrain.");
        if (data.Outputs != network.Outputs)
            throw new InvalidInputException(
                $"The network {network} has {Counted.Of(network.Outputs, "output")}, but '{data.Name}' has {Counted.Of(data.Outputs, data.IsClassification ? "class" : "target")}. Give the last layer {Counted.Of(data.Outputs, "neuron")}.");
    }
}
