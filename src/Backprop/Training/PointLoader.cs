using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Brings chosen data points of a data set into a pass: inputs into its first layer, in both layouts while they are in cache,
/// and targets into a matrix of their own.
/// </summary>
internal sealed class PointLoader : ITeamWork
{
    private readonly Dataset _data;
    private readonly NetworkPass _pass;
    private readonly int[] _rows;
    private readonly Matrix? _targetRows;
    private int _count;

    public PointLoader(Dataset data, NetworkPass pass)
    {
        (_data, _pass, _rows) = (data, pass, new int[pass.Capacity]);
        Targets = Matrix.WithWholeVectorsOfRows(data.Outputs, pass.Capacity);
        if (!data.IsClassification) _targetRows = Matrix.WithWholeVectorsOfRows(pass.Capacity, data.Outputs);
    }

    /// <summary>The targets of the loaded data points, <c>[outputs, batch]</c>. Those of padding columns are of no account.</summary>
    public Matrix Targets { get; }

    public void Load(ReadOnlySpan<int> rows)
    {
        rows.CopyTo(_rows);
        _count = rows.Length;
        Targets.UseColumns(_count);
        _pass.UseInputs(_count);
        const int CostOfCopying = 4;                        // in multiply-adds, of which sixteen go in one instruction
        _pass.Team.Run(this, (long)CostOfCopying * _count * (_data.Features + _data.Outputs));
    }

    void ITeamWork.Execute(in TeamPart part)
    {
        var (first, end) = Block.Share(_count, part);
        for (int group = first; group < end; group += Matrix.LaneMultiple)
        {
            int groupEnd = Math.Min(group + Matrix.LaneMultiple, end);
            Fetch(groupEnd, Math.Min(groupEnd + Matrix.LaneMultiple, end));
            for (int point = group; point < groupEnd; point++) Copy(_data.Input(_rows[point]), _pass.InputRow(point));
            _pass.TransposeInputs(group, groupEnd);
        }
        if (first >= end) return;
        if (_data.IsClassification) LoadClasses(first, end);
        else LoadNumbers(first, end);
    }

    /// <summary>Asks for the next rows, which lie anywhere in memory, while the present ones are copied.</summary>
    private void Fetch(int first, int end)
    {
        const int LeastWorthFetching = 64;
        if (_data.Features < LeastWorthFetching) return;
        for (int point = first; point < end; point++) Prefetch.IntoSecondCache(_data.Input(_rows[point]));
    }

    /// <summary>1 at each point's class and 0 elsewhere.</summary>
    private void LoadClasses(int first, int end)
    {
        for (int output = 0; output < Targets.Rows; output++) Targets.Row(output)[first..end].Clear();
        var labels = _data.Labels;
        for (int point = first; point < end; point++) Targets.Row(labels[_rows[point]])[point] = 1;
    }

    private void LoadNumbers(int first, int end)
    {
        int outputs = _data.Outputs;
        for (int point = first; point < end; point++) Copy(_data.Targets.Slice(_rows[point] * outputs, outputs), _targetRows!.Row(point));
        Transpose.Current.Copy(_targetRows!, Targets, new Block(first, Matrix.Padded(end), 0, _targetRows!.PaddedColumns));
    }

    private static void Copy(ReadOnlySpan<float> source, Span<float> target)
    {
        // For a few numbers, a loop takes less time than the call.
        const int Few = 8;
        if (source.Length > Few) source.CopyTo(target);
        else for (int i = 0; i < source.Length; i++) target[i] = source[i];
    }
}
