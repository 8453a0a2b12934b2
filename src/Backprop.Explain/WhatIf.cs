using System.Globalization;
using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>The same problem with one weight or bias changed.</summary>
public static class WhatIf
{
    private const string Form = "write LAYER.NEURON.bias=NUMBER, such as 2.3.bias=0.1, or LAYER.FROM-LAYER.TO=NUMBER, such as 1.0-2.3=0.5";

    /// <summary>Applies a change such as <c>2.3.bias=0.1</c> or <c>1.0-2.3=0.5</c>; the problem itself stays as it is.</summary>
    /// <param name="problem">The problem; its starting parameters are changed.</param>
    /// <param name="change">The change, with layer 0 for the inputs, and neurons from 0.</param>
    /// <exception cref="InvalidInputException">The change is written otherwise, names what does not exist, or gives no finite number.</exception>
    public static Problem Apply(Problem problem, string change)
    {
        const string BiasSuffix = ".bias";
        int equals = change.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) throw new InvalidInputException($"Change '{change}': {Form}.");
        string place = change[..equals].Trim(), text = change[(equals + 1)..].Trim();
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw new InvalidInputException($"Change '{change}': '{text}' is not a finite number.");
        if (place.EndsWith(BiasSuffix, StringComparison.Ordinal))
        {
            var neuron = NeuronId.Parse(place[..^BiasSuffix.Length], problem);
            if (neuron.Layer == 0) throw new InvalidInputException($"Change '{change}': neuron {neuron} is an input and has no bias.");
            return WithLayer(problem, neuron.Layer, (_, biases) => biases[neuron.Index] = value);
        }
        if (!place.Contains('-', StringComparison.Ordinal)) throw new InvalidInputException($"Change '{change}': {Form}.");
        var edge = EdgeId.Parse(place, problem);
        return WithLayer(problem, edge.To.Layer, (weights, _) => weights[edge.To.Index, edge.From.Index] = value);
    }

    private static Problem WithLayer(Problem problem, int layer, Action<double[,], double[]> change)
    {
        var old = problem.Layers[layer - 1];
        var weights = new double[old.Outputs, old.Inputs];
        Buffer.BlockCopy(old.Parameters[0].Values, 0, weights, 0, Buffer.ByteLength(weights));
        double[] biases = [.. old.Parameters[1].Values];
        change(weights, biases);
        ReferenceDense[] layers = [.. problem.Layers];
        layers[layer - 1] = new ReferenceDense(weights, biases, old.Activation);
        return problem with { Layers = layers };
    }
}
