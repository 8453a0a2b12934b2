using System.Text;

namespace Backprop.Tabular;

/// <summary>1 for yes, 0 for no, and the share of yes for anything else.</summary>
internal sealed class BooleanEncoder(BooleanColumn column) : CellEncoder(column)
{
    public override bool TryEncode(ReadOnlySpan<byte> cell, Span<float> inputs)
    {
        bool? meaning = BooleanText.Meaning(Encoding.UTF8.GetString(cell));
        inputs[0] = meaning switch { true => 1, false => 0, null => column.Share };
        if (column.HasIndicator) inputs[1] = meaning is null ? 1 : 0;
        if (meaning is null && !(column.HasIndicator && Cell.IsMissing(cell))) CountUnknown(cell);
        return true;
    }

    public override bool IsScaled(int input) => false;
}
