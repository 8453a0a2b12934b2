namespace Backprop.Data;

/// <summary>Rows of a table as they stand in its file, before anything was made of them.</summary>
/// <param name="Names">The columns.</param>
/// <param name="Rows">The rows, a cell for each column.</param>
public sealed record RawRows(IReadOnlyList<string> Names, IReadOnlyList<RawRow> Rows);

/// <summary>One row.</summary>
/// <param name="Number">Its number as people count it in the file, from 1, header included.</param>
/// <param name="Cells">Its cells.</param>
public sealed record RawRow(long Number, IReadOnlyList<string> Cells);
