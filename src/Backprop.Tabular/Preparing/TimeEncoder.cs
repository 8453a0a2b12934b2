using System.Text;
using Backprop.Numerics;

namespace Backprop.Tabular;

/// <summary>Days since the column's start, and the place in each period as sine and cosine.</summary>
internal sealed class TimeEncoder(TimeColumn column) : CellEncoder(column)
{
    private const int Saturday = 5;                     // 2000-01-01, counted from Monday.

    private const double DaysOfYear = 365.2425;

    public override bool TryEncode(ReadOnlySpan<byte> cell, Span<float> inputs)
    {
        bool known = DateText.TryRead(Encoding.UTF8.GetString(cell), column.Order, out double days);
        if (!known && !Cell.IsMissing(cell)) return false;
        inputs[0] = known ? (float)(days - column.Start) : column.Median;
        for (int i = 0; i < column.Periods.Count; i++)
        {
            double turns = known ? Turns(days, column.Periods[i]) : 0;
            inputs[1 + (2 * i)] = known ? (float)PortableMath.SinOfTurns(turns) : 0;
            inputs[2 + (2 * i)] = known ? (float)PortableMath.CosOfTurns(turns) : 0;
        }
        if (column.HasIndicator) inputs[^1] = known ? 0 : 1;
        else if (!known) CountUnknown(cell);
        return true;
    }

    public override bool IsScaled(int input) => input == 0;

    /// <summary>How much of a period has passed.</summary>
    public static double Turns(double days, TimePeriod period) => period switch
    {
        TimePeriod.Day => days,
        TimePeriod.Week => (days + Saturday) / 7,
        _ => days / DaysOfYear,
    };
}
