using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Data as the network sees them, of which one column at a time is dealt out to the rows anew.</summary>
internal sealed class PermutedColumns
{
    private readonly Dataset _data;
    private readonly Evaluator _evaluator;
    private readonly float[] _column;

    /// <param name="model">The model.</param>
    /// <param name="data">Raw data.</param>
    /// <param name="team">The threads that share the work.</param>
    /// <param name="known">Loss and metrics of the data as they are; null where they are not known.</param>
    /// <param name="cancellation">Ends the measurement of them.</param>
    public PermutedColumns(Model model, Dataset data, ThreadTeam team, Evaluation? known, CancellationToken cancellation)
    {
        _data = model.Schema.Scale(data);
        DataCheck.Fits(model.Network, model.Loss, _data);
        _evaluator = new Evaluator(model.Members, model.Loss, new RowWindows(_data), team, model.Schema.TargetScaling);
        Columns = [.. ColumnsOf(model.Schema)];
        _column = new float[checked(data.Count * Columns.Max(column => column.Width))];
        Evaluation = known ?? _evaluator.Evaluate(cancellation: cancellation);
    }

    /// <summary>Every column, and the inputs that are made of it: none where it is left out.</summary>
    public IReadOnlyList<(string Name, int First, int Width)> Columns { get; }

    /// <summary>Loss and metrics of the data as they are.</summary>
    public Evaluation Evaluation { get; }

    /// <summary>Loss and metrics where row i has the cell of row order[i]; afterwards the data are as before.</summary>
    public Evaluation Evaluate(int column, int[] order, IProgress<double>? progress, CancellationToken cancellation)
    {
        var (_, first, width) = Columns[column];
        var kept = _column.AsSpan(0, _data.Count * width);
        for (int row = 0; row < _data.Count; row++) Inputs(row, first, width).CopyTo(kept[(row * width)..]);
        if (IsConstant(kept, width)) return Evaluation;
        for (int row = 0; row < _data.Count; row++) kept.Slice(order[row] * width, width).CopyTo(Inputs(row, first, width));
        try
        {
            return _evaluator.Evaluate(progress, cancellation);
        }
        finally
        {
            for (int row = 0; row < _data.Count; row++) kept.Slice(row * width, width).CopyTo(Inputs(row, first, width));
        }
    }

    /// <summary>Whether all rows have the same: the border of an image, which no permutation changes.</summary>
    private static bool IsConstant(ReadOnlySpan<float> rows, int width) => rows[width..].SequenceEqual(rows[..^width]);

    private Span<float> Inputs(int row, int first, int width) => _data.Inputs.Writable.Slice((row * _data.Features) + first, width);

    private static IEnumerable<(string Name, int First, int Width)> ColumnsOf(ModelSchema schema)
    {
        int first = 0;
        foreach (var (name, width) in schema.Columns?.Select(column => (column.Name, column.Features.Count)) ?? schema.Features.Select(feature => (feature, 1)))
        {
            yield return (name, first, width);
            first += width;
        }
    }
}
