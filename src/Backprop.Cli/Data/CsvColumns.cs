using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>What the command line says of a CSV file; null is for what it leaves open.</summary>
/// <param name="Target">Name or number of the column to predict.</param>
/// <param name="Task">Whether the target is a class or a number.</param>
/// <param name="Header">Whether the first line names the columns.</param>
/// <param name="Delimiter">What separates columns.</param>
internal sealed record CsvColumns(string? Target, CsvTask? Task, bool? Header, char? Delimiter);
