namespace Backprop.Cli.Reports;

/// <summary>Predictions as a table: one row out for each row in, in the same order.</summary>
/// <param name="model">The model.</param>
/// <param name="input">The rows.</param>
internal sealed class PredictionTable(Model model, PredictionInput input)
{
    private const int Portion = 256;

    /// <summary>Names of the columns.</summary>
    public IEnumerable<string> Header
    {
        get
        {
            string prefix = model.Network.Layers[^1].Activation is { GivesProbabilities: true } ? "probability" : "output";
            IEnumerable<string> predictions = model.Schema.Classes is { } classes ? ["prediction", .. classes.Select(name => $"{prefix}_{name}")] : model.Schema.Targets;
            return [.. input.NamesBefore, .. predictions, .. input.NamesBehind];
        }
    }

    /// <summary>The rows, computed while they are taken.</summary>
    /// <exception cref="OperationCanceledException">Someone asked to stop.</exception>
    public IEnumerable<IEnumerable<string>> Rows(CancellationToken cancellation)
    {
        var (width, outputsWidth) = (model.Network.Inputs, model.Network.Outputs);
        var (inputs, outputs) = (new float[Portion * width], new float[Portion * outputsWidth]);
        var beside = new List<(string[] Before, string[] Behind)>();
        while (input.Read(inputs, beside) is > 0 and int rows)
        {
            cancellation.ThrowIfCancellationRequested();
            model.Predict(inputs.AsSpan(0, rows * width), outputs.AsSpan(0, rows * outputsWidth));
            for (int row = 0; row < rows; row++) yield return Cells(outputs.AsMemory(row * outputsWidth, outputsWidth), beside[row]);
            beside.Clear();
        }
    }

    private IEnumerable<string> Cells(ReadOnlyMemory<float> outputs, (string[] Before, string[] Behind) beside)
    {
        foreach (string cell in beside.Before) yield return cell;
        if (model.Schema.IsClassification) yield return model.ClassOf(outputs.Span);
        for (int output = 0; output < outputs.Length; output++) yield return CsvLine.Number(outputs.Span[output]);
        foreach (string cell in beside.Behind) yield return cell;
    }
}
