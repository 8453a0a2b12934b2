using System.Text.Json;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// A trace as JSON: loss, reduction, the given network and batch, and for each step points, gradients and updated parameters.
/// Numbers are written so that they round-trip.
/// </summary>
public static class TraceJson
{
    /// <summary>Writes the trace; the stream stays open.</summary>
    public static void Write(Trace trace, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("version", Trace.Version);
        json.WriteString("loss", trace.Problem.Loss.Name);
        json.WriteString("reduction", trace.Problem.Reduction == ReferenceReduction.Mean ? "mean" : "sum");
        WriteGiven(json, trace.Problem);
        json.WriteStartArray("steps");
        foreach (var step in trace.Steps) WriteStep(json, step);
        json.WriteEndArray();
        if (trace.Check is { } check) WriteCheck(json, check);
        json.WriteEndObject();
    }

    private static void WriteGiven(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartArray("activations");
        foreach (var layer in problem.Layers) json.WriteStringValue(layer.Activation.Name);
        json.WriteEndArray();
        WriteRows(json, "inputs", problem.Inputs);
        WriteRows(json, "targets", problem.Targets);
        if (problem.Names is { } names)
        {
            WriteTexts(json, "inputNames", names.Inputs);
            WriteTexts(json, "outputNames", names.Outputs);
        }
        json.WriteStartObject("optimizer");
        json.WriteString("name", problem.Optimizer.Name);
        foreach (var (name, value) in problem.Optimizer.NumbersByName) json.WriteNumber(name, value);
        foreach (var (name, value) in problem.Optimizer.FlagsByName) json.WriteBoolean(name, value);
        json.WriteBoolean("trainBiases", problem.TrainBiases);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, TraceStep step)
    {
        json.WriteStartObject();
        json.WriteNumber("step", step.Step);
        json.WriteNumber("loss", step.Loss);
        json.WriteStartArray("points");
        foreach (var point in step.Points) WritePoint(json, point);
        json.WriteEndArray();
        WriteLayers(json, "before", step.Before);
        if (!ReferenceEquals(step.DataGradients, step.Gradients)) WriteLayers(json, "dataGradients", step.DataGradients);
        WriteLayers(json, "gradients", step.Gradients);
        if (step.StateAfter.Count > 0)
        {
            WriteState(json, "stateBefore", step.StateBefore);
            WriteState(json, "stateAfter", step.StateAfter);
        }
        WriteLayers(json, "updated", step.Updated);
        json.WriteEndObject();
    }

    private static void WritePoint(Utf8JsonWriter json, TracePoint point)
    {
        json.WriteStartObject();
        json.WriteNumber("index", point.Index);
        json.WriteNumber("loss", point.Loss);
        json.WriteStartArray("layers");
        foreach (var layer in point.Layers)
        {
            json.WriteStartObject();
            WriteNumbers(json, "weightedSums", layer.WeightedSums);
            WriteNumbers(json, "activations", layer.Activations);
            if (layer.ActivationGradients is { } gradients) WriteNumbers(json, "activationGradients", gradients);
            WriteNumbers(json, "derivatives", layer.Derivatives);
            WriteNumbers(json, "deltas", layer.Deltas);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCheck(Utf8JsonWriter json, GradientComparison check)
    {
        json.WriteStartObject("check");
        json.WriteNumber("maxRelativeError", check.Worst?.RelativeError ?? 0);
        if (check.Worst is { } worst)
        {
            json.WriteString("worst", worst.Name);
            json.WriteNumber("gradient", worst.Gradient);
            json.WriteNumber("finiteDifference", worst.FiniteDifference);
        }
        json.WriteNumber("kinks", check.Kinks.Count);
        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, string name, IReadOnlyList<TraceSlot> slots)
    {
        json.WriteStartObject(name);
        foreach (var slot in slots) WriteLayers(json, slot.Name, slot.Layers);
        json.WriteEndObject();
    }

    private static void WriteLayers(Utf8JsonWriter json, string name, IReadOnlyList<TraceParameters> layers)
    {
        json.WriteStartArray(name);
        foreach (var layer in layers)
        {
            json.WriteStartObject();
            WriteRows(json, "weights", layer.Weights);
            WriteNumbers(json, "biases", layer.Biases);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter json, string name, double[][] rows)
    {
        json.WriteStartArray(name);
        foreach (double[] row in rows)
        {
            json.WriteStartArray();
            foreach (double number in row) json.WriteNumberValue(number);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, double[] numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
