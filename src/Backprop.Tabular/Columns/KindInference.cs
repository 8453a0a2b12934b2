namespace Backprop.Tabular;

/// <summary>What kind a column is of, by all of its cells.</summary>
internal static class KindInference
{
    /// <summary>A text that differs in more than half of the rows identifies them, if there are more of them than this.</summary>
    private const int FewTexts = 10;

    public static ColumnKind KindOf(RawColumn column, bool isCategory, bool isNumber)
    {
        if (column.Missing == column.Rows) return ColumnKind.Empty;
        if (column.IsGivenUp) return ColumnKind.Identifier;
        if (isCategory) return ColumnKind.Category;
        if (isNumber) return ColumnKind.Number;
        if (IsConstant(column)) return ColumnKind.Constant;
        return column.FirstText is null ? ColumnKind.Number : KindOfText(column);
    }

    /// <summary>The different texts, numbers among them by their spelling.</summary>
    public static IReadOnlyList<string> Texts(RawColumn column) => [.. column.Spellings.Where(spelling => !spelling.IsMissing).Select(spelling => spelling.Text)];

    private static ColumnKind KindOfText(RawColumn column)
    {
        var texts = Texts(column);
        if (BooleanText.AreAll(texts)) return ColumnKind.Boolean;
        if (DateText.OrderOf(texts) is not null) return ColumnKind.Time;
        return texts.Count > FewTexts && 2 * texts.Count > column.Rows - column.Missing ? ColumnKind.Identifier : ColumnKind.Category;
    }

    private static bool IsConstant(RawColumn column)
    {
        if (column.Missing > 0 || column.Rows < 2) return false;
        if (!column.AreNumbers) return column.Spellings.Count == 1 || AreOneNumber(column);
        if (column.Statistics is { } statistics) return statistics.WholeRange.Smallest == statistics.WholeRange.Largest;
        float first = column.Numbers![0];
        for (int row = 1; row < column.Rows; row++)
            if (column.Numbers[row] != first) return false;
        return true;
    }

    private static bool AreOneNumber(RawColumn column) => column.FirstText is null && column.Spellings.All(spelling => spelling.Number == column.Spellings[0].Number);
}
