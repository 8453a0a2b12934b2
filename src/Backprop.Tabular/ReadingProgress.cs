namespace Backprop.Tabular;

/// <summary>How far a table is read.</summary>
/// <param name="Step">What is done, such as <c>reading</c>.</param>
/// <param name="Rows">Rows that are read.</param>
/// <param name="Bytes">Bytes of the files that are read, of compressed ones as they stand there.</param>
/// <param name="TotalBytes">Bytes of the files; 0 where that is not known.</param>
public readonly record struct ReadingProgress(string Step, long Rows, long Bytes, long TotalBytes);
