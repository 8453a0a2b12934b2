using Backprop.Data;

namespace Backprop.Cli.Reports;

/// <summary>Predictions as a table: one row out for each row in, in the same order.</summary>
/// <param name="model">The model.</param>
/// <param name="inputs">Raw inputs.</param>
/// <param name="labeled">The same rows with their true classes, which then stand beside the predictions; null without.</param>
internal sealed class PredictionTable(Model model, InputRows inputs, Dataset? labeled)
{
    private const int Portion = 256;

    /// <summary>Names of the columns.</summary>
    public IEnumerable<string> Header
    {
        get
        {
            if (model.Schema.Classes is not { } classes) return model.Schema.Targets;
            string prefix = model.Network.Layers[^1].Activation is { GivesProbabilities: true } ? "probability" : "output";
            return ["prediction", .. classes.Select(name => $"{prefix}_{name}"), .. labeled is null ? Array.Empty<string>() : ["actual"]];
        }
    }

    /// <summary>The rows, computed while they are taken.</summary>
    /// <exception cref="OperationCanceledException">Someone asked to stop.</exception>
    public IEnumerable<IEnumerable<string>> Rows(CancellationToken cancellation)
    {
        int width = model.Network.Outputs;
        var outputs = new float[Portion * width];
        for (int first = 0; first < inputs.Count; first += Portion)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(Portion, inputs.Count - first);
            model.Predict(inputs.Values.Slice(first * inputs.Features, rows * inputs.Features), outputs.AsSpan(0, rows * width));
            for (int row = 0; row < rows; row++) yield return Cells(outputs.AsMemory(row * width, width), first + row);
        }
    }

    private IEnumerable<string> Cells(ReadOnlyMemory<float> outputs, int row)
    {
        if (model.Schema.IsClassification) yield return model.ClassOf(outputs.Span);
        for (int output = 0; output < outputs.Length; output++) yield return CsvLine.Number(outputs.Span[output]);
        if (labeled is not null) yield return labeled.ClassNames![labeled.Label(row)];
    }
}
