using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Reports;

/// <summary>Rows to predict from, in portions, with the cells that stand beside the predictions.</summary>
internal abstract class PredictionInput
{
    /// <summary>Names of the cells that stand before the predictions.</summary>
    public virtual IReadOnlyList<string> NamesBefore => [];

    /// <summary>Names of the cells that stand behind them.</summary>
    public virtual IReadOnlyList<string> NamesBehind => [];

    /// <summary>Reads the next rows.</summary>
    /// <param name="inputs">Receives them, row-major.</param>
    /// <param name="beside">Receives for each row the cells before and behind its prediction.</param>
    /// <returns>How many; 0 at the end.</returns>
    public abstract int Read(Span<float> inputs, List<(string[] Before, string[] Behind)> beside);
}

/// <summary>Rows in memory, with their true classes where they are known.</summary>
/// <param name="rows">The rows.</param>
/// <param name="labeled">The same with their classes; null where these are not known.</param>
/// <param name="progress">Is told of the share of rows that are done; null for nobody.</param>
internal sealed class DatasetInput(InputRows rows, Dataset? labeled, IProgress<double>? progress) : PredictionInput
{
    private int _next;

    public override IReadOnlyList<string> NamesBehind => labeled is null ? [] : ["actual"];

    public override int Read(Span<float> inputs, List<(string[] Before, string[] Behind)> beside)
    {
        progress?.Report((double)_next / rows.Count);
        int count = Math.Min(inputs.Length / rows.Features, rows.Count - _next);
        rows.Values.Slice(_next * rows.Features, count * rows.Features).CopyTo(inputs);
        for (int i = 0; i < count; i++, _next++) beside.Add(([], labeled is null ? [] : [labeled.ClassNames![labeled.Label(_next)]]));
        return count;
    }
}

/// <summary>Rows of a table, read while they are predicted from.</summary>
/// <param name="rows">The rows.</param>
/// <param name="keepsOthers">Whether columns that the model has no use for stand before the predictions.</param>
internal sealed class TableInput(ModelRows rows, bool keepsOthers) : PredictionInput
{
    private bool _ended;

    public override IReadOnlyList<string> NamesBefore { get; } = keepsOthers ? rows.OtherNames : [];

    public override int Read(Span<float> inputs, List<(string[] Before, string[] Behind)> beside)
    {
        int count = 0;
        for (; !_ended && (count + 1) * rows.Width <= inputs.Length; count++)
        {
            if (!rows.Read(inputs.Slice(count * rows.Width, rows.Width)))
            {
                _ended = true;
                break;
            }
            string[] others = new string[NamesBefore.Count];
            for (int i = 0; i < others.Length; i++) others[i] = rows.Other(i);
            beside.Add((others, []));
        }
        return count;
    }
}
