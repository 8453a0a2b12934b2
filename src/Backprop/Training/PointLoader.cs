using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Brings chosen data points of a data set into a pass: inputs into its first layer, in both layouts while they are in cache,
/// and targets into a matrix of their own.
/// </summary>
internal sealed class PointLoader : TeamWork
{
    private const int Few = 8, LeastWorthFetching = 64, RowsAhead = 2;

    // In multiply-adds, of which sixteen go in one instruction; most of it is the wait for rows from memory.
    private const int CostOfNumber = 32, CostOfChangedNumber = 1000;

    private readonly Dataset _data;
    private readonly NetworkPass _pass;
    private readonly Matrix? _targetRows;
    private readonly Augmenter? _augmenter;
    private int _count;

    /// <param name="data">The data set.</param>
    /// <param name="pass">Where its data points go.</param>
    /// <param name="seed">Key of the random numbers that layers draw.</param>
    /// <param name="augmenter">What changes data points on their way; null for nothing.</param>
    public PointLoader(Dataset data, NetworkPass pass, ulong seed = 0, Augmenter? augmenter = null)
    {
        (_data, _pass, _augmenter, Points) = (data, pass, augmenter, new BatchPoints(pass.Capacity, seed, data.Identities));
        Targets = Matrix.OfBatch(data.Outputs, pass.Capacity);
        if (!data.IsClassification) _targetRows = Matrix.OfBatch(pass.Capacity, data.Outputs);
    }

    /// <summary>The targets of the loaded data points, <c>[outputs, batch]</c>. Those of padding columns are of no account.</summary>
    public Matrix Targets { get; }

    /// <summary>Which data points were loaded last.</summary>
    public BatchPoints Points { get; }

    public void Load(ReadOnlySpan<int> rows)
    {
        Points.Take(rows);
        _count = rows.Length;
        Targets.UseColumns(_count);
        _pass.UseInputs(_count);
        _pass.Team.Run(this, (long)(_augmenter is null ? CostOfNumber : CostOfChangedNumber) * _count * (_data.Features + _data.Outputs));
    }

    public override void Execute(in TeamPart part)
    {
        var (first, end) = Block.Share(_count, part);
        for (int group = first; group < end; group += Matrix.LaneMultiple)
        {
            int groupEnd = Math.Min(group + Matrix.LaneMultiple, end);
            if (_augmenter is not null) ChangeRows(_augmenter, group, groupEnd, part.Member);
            else if (_data.Features < LeastWorthFetching) CopyRows(_data.Inputs.Values, group, groupEnd, _pass.Input.DataMajor!);
            else CopyWideRows(group, groupEnd, end, group == first);
            _pass.TransposeInputs(group, groupEnd);
        }
        if (first >= end) return;
        if (_data.IsClassification) LoadClasses(first, end);
        else LoadNumbers(first, end);
    }

    /// <summary>Copies rows, which lie anywhere in memory, and asks for later ones while it does.</summary>
    private void CopyWideRows(int first, int end, int endOfPart, bool isStart)
    {
        var rows = Points.Rows;
        if (isStart) for (int point = first; point < Math.Min(first + RowsAhead, endOfPart); point++) Prefetch.IntoSecondCache(InputsOf(rows[point]));
        for (int point = first; point < end; point++)
        {
            int later = point + RowsAhead;
            Prefetch.CopyAndFetch(InputsOf(rows[point]), _pass.InputRow(point), later < endOfPart ? InputsOf(rows[later]) : default);
        }
    }

    private ReadOnlySpan<float> InputsOf(int row) => _data.Inputs.Values.Slice(row * _data.Features, _data.Features);

    /// <summary>1 at each point's class and 0 elsewhere.</summary>
    private void LoadClasses(int first, int end)
    {
        for (int output = 0; output < Targets.Rows; output++) Targets.Numbers(output)[first..end].Clear();
        ReadOnlySpan<int> labels = _data.Labels, rows = Points.Rows;
        for (int point = first; point < end; point++)
        {
            float own = 1;
            if (_augmenter?.Mixed(Points.Epoch, rows[point]) is { } mixed)
            {
                own = mixed.Own;
                Targets.Numbers(labels[mixed.Other])[point] = 1 - own;
            }
            // The other one may be of the same class.
            Targets.Numbers(labels[rows[point]])[point] += own;
        }
    }

    private void LoadNumbers(int first, int end)
    {
        CopyRows(_data.Targets, first, end, _targetRows!);
        if (_augmenter is not null) MixNumbers(_augmenter, first, end);
        Transpose.Current.Copy(_targetRows!, Targets, new Block(first, Matrix.Padded(end), 0, _targetRows!.Columns));
    }

    private void ChangeRows(Augmenter augmenter, int first, int end, int member)
    {
        for (int point = first; point < end; point++)
        {
            if (_data.Features >= LeastWorthFetching && point + RowsAhead < end) Prefetch.IntoSecondCache(InputsOf(Points.Rows[point + RowsAhead]));
            augmenter.LoadInput(Points.Epoch, Points.Rows[point], member, _pass.InputRow(point));
        }
    }

    private void MixNumbers(Augmenter augmenter, int first, int end)
    {
        int width = _data.Outputs;
        for (int point = first; point < end; point++)
            if (augmenter.Mixed(Points.Epoch, Points.Rows[point]) is { } mixed)
                Mixup.Mix(_targetRows!.Numbers(point), _data.Targets.Slice(mixed.Other * width, width), mixed.Own);
    }

    private void CopyRows(ReadOnlySpan<float> values, int first, int end, Matrix target)
    {
        int width = target.Columns;
        var rows = Points.Rows;
        for (int point = first; point < end; point++)
        {
            var source = values.Slice(rows[point] * width, width);
            var row = target.Numbers(point);
            if (width > Few) source.CopyTo(row);
            else CopyFew(source, row);
        }
    }

    /// <summary>Copies at most eight numbers, two times as many as possible that may overlap: in less time than the call of a copy takes.</summary>
    private static void CopyFew(ReadOnlySpan<float> from, Span<float> to)
    {
        Debug.Assert(from.Length == to.Length && from.Length <= Few, "rows of one width, and few numbers");
        ref float source = ref MemoryMarshal.GetReference(from), target = ref MemoryMarshal.GetReference(to);
        nuint last = (nuint)from.Length;
        if (last >= 4)
        {
            Vector128.LoadUnsafe(ref source).StoreUnsafe(ref target);
            Vector128.LoadUnsafe(ref source, last - 4).StoreUnsafe(ref target, last - 4);
        }
        else if (last >= 2)
        {
            Vector64.LoadUnsafe(ref source).StoreUnsafe(ref target);
            Vector64.LoadUnsafe(ref source, last - 2).StoreUnsafe(ref target, last - 2);
        }
        else if (last == 1) target = source;
    }
}
