namespace Backprop.Tabular;

/// <summary>How a table was read: what was given, or guessed.</summary>
/// <param name="Delimiter">What stands between cells; NUL where nothing does, as in NPY files.</param>
/// <param name="HasHeader">Whether the first row was taken for the names of the columns.</param>
/// <param name="Target">The target's name in the header; <c>target</c> where there is none.</param>
/// <param name="TargetColumn">The target's number, counted from 1.</param>
/// <param name="Columns">The number of columns, the target included.</param>
public sealed record TableFormat(char Delimiter, bool HasHeader, string Target, int TargetColumn, int Columns);
