using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>Data to train on, and how they were read.</summary>
/// <param name="Data">The data.</param>
/// <param name="Format">What was found out of a CSV file; null for other kinds.</param>
internal sealed record LoadedData(Dataset Data, CsvFormat? Format);
