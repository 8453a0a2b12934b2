namespace Backprop.Tabular;

/// <summary>A number that must be there: for a model that was trained on numbers alone and knows no stand-in for a missing one.</summary>
internal sealed class PlainNumberEncoder(NumberColumn column) : CellEncoder(column)
{
    public override bool TryEncode(ReadOnlySpan<byte> cell, Span<float> inputs) => Cell.TryNumber(cell, out inputs[0]);

    public override bool IsScaled(int input) => true;
}
