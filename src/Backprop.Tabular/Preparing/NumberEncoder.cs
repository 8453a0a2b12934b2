namespace Backprop.Tabular;

/// <summary>A number, drawn nearer where it is far off; the median and a 1 where it is missing.</summary>
internal sealed class NumberEncoder(NumberColumn column) : CellEncoder(column)
{
    public override bool TryEncode(ReadOnlySpan<byte> cell, Span<float> inputs)
    {
        if (Cell.TryNumber(cell, out float number))
        {
            Encode(number, inputs);
            return true;
        }
        if (!Cell.IsMissing(cell)) return false;
        Encode(float.NaN, inputs);
        if (!column.HasIndicator) CountUnknown(cell);
        return true;
    }

    /// <summary>The same for a number that was read already; NaN for a missing one.</summary>
    public void Encode(float number, Span<float> inputs)
    {
        bool missing = float.IsNaN(number);
        if (missing) number = column.Median;
        inputs[0] = column.Tails is { } tails ? tails.Apply(number) : number;
        if (column.HasIndicator) inputs[1] = missing ? 1 : 0;
    }

    public override bool IsScaled(int input) => input == 0;
}
