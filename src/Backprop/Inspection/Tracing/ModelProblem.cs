using Backprop.Data;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// The step that training would take from a model's parameters on chosen data points, as a problem to trace. Dropout and noise, which act
/// while training alone, are left out: activations are those of a prediction.
/// </summary>
public static class ModelProblem
{
    /// <summary>States the problem.</summary>
    /// <param name="model">The model; its present parameters are the starting ones.</param>
    /// <param name="data">Raw data with the model's columns.</param>
    /// <param name="rows">The rows that make the batch, from 0.</param>
    /// <param name="optimizer">The update; default the first step of the optimizer that the model was trained with, or of plain gradient descent where that takes several evaluations a step.</param>
    /// <exception cref="InvalidInputException">The data do not fit the model, a row does not exist, or a layer is of a kind that traces do not show.</exception>
    public static Problem Of(Model model, Dataset data, IReadOnlyList<int> rows, OptimizerSettings? optimizer = null)
    {
        if (rows.Count == 0) throw new InvalidInputException("A batch needs at least one row.");
        foreach (int row in rows)
            if (row < 0 || row >= data.Count)
                throw new InvalidInputException($"Row {row} does not exist: '{data.Name}' has rows 0 to {data.Count - 1}.");
        var scaled = model.Schema.Scale(data.Select([.. rows]));
        DataCheck.Fits(model.Network, model.Loss, scaled);
        return new Problem
        {
            Layers = [.. model.Network.ToReference().Layers.Index().Where(layer => model.Network.Layers[layer.Index] is not NoiseLayer).Select(layer => layer.Item as ReferenceDense
                ?? throw new InvalidInputException($"Only networks of dense layers can be traced. Layer {layer.Index} is a {model.Network.Layers[layer.Index].Kind} layer."))],
            Inputs = [.. Enumerable.Range(0, scaled.Count).Select(row => Array.ConvertAll(scaled.Input(row).ToArray(), value => (double)value))],
            Targets = [.. Enumerable.Range(0, scaled.Count).Select(row => Target(scaled, row))],
            Loss = model.Loss.Reference,
            Optimizer = optimizer ?? (model.Training?.Optimizer is { } own && OptimizerCatalog.Rules.Contains(own.Name) ? own : new OptimizerSettings()),
            Names = new TraceNames(model.Schema.Features, model.Schema.Classes ?? model.Schema.Targets),
        };
    }

    private static double[] Target(Dataset data, int row)
    {
        var target = new float[data.Outputs];
        data.CopyTarget(row, target);
        return Array.ConvertAll(target, value => (double)value);
    }
}
