using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Reports;

/// <summary>What is about to be trained.</summary>
/// <param name="Data">The data, validation included and test excluded.</param>
/// <param name="Format">What was found out of a CSV file; null for other data.</param>
/// <param name="TestRows">Data points held out for the test.</param>
/// <param name="Training">The training.</param>
/// <param name="Options">Its options.</param>
/// <param name="Threads">Threads that share the work.</param>
internal sealed record TrainingStart(Dataset Data, CsvFormat? Format, int TestRows, ModelTraining Training, ModelOptions Options, int Threads);
