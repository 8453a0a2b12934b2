using System.Text;

namespace Backprop.Tabular;

/// <summary>A 1 at the cell's category; see <see cref="CategoryColumn"/> for cells that are of none.</summary>
internal sealed class CategoryEncoder : CellEncoder
{
    private readonly CategoryColumn _column;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    private readonly HashSet<string> _rare;

    public CategoryEncoder(CategoryColumn column) : base(column)
    {
        _column = column;
        _rare = new HashSet<string>(column.Rare, StringComparer.Ordinal);
        for (int category = 0; category < column.Categories.Count; category++) _index[column.Categories[category]] = category;
    }

    public override bool TryEncode(ReadOnlySpan<byte> cell, Span<float> inputs)
    {
        inputs.Clear();
        if (Find(cell) is { } category)
        {
            inputs[category] = 1;
            return true;
        }
        if (_column.HasOther) inputs[^1] = 1;
        else for (int i = 0; i < inputs.Length; i++) inputs[i] = _column.Shares[i];
        if (!(_column.HasOther && (Cell.IsMissing(cell) || _rare.Contains(Encoding.UTF8.GetString(cell))))) CountUnknown(cell);
        return true;
    }

    public override bool IsScaled(int input) => false;

    /// <summary>The category of a cell: the name itself, or the same number written otherwise (1.0 for 1).</summary>
    private int? Find(ReadOnlySpan<byte> cell)
    {
        const int LongestOnStack = 128;
        Span<char> room = stackalloc char[LongestOnStack];
        ReadOnlySpan<char> text = cell.Length <= LongestOnStack ? room[..Encoding.UTF8.GetChars(cell, room)] : Encoding.UTF8.GetString(cell);
        if (_index.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int category)) return category;
        return Cell.TryNumber(cell, out _) && _index.TryGetValue(ClassNames.OfNumber(text.ToString()), out category) ? category : null;
    }
}
