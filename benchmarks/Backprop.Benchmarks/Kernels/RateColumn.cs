using System.Globalization;
using Backprop.Benchmarks.Measuring;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Backprop.Benchmarks.Kernels;

/// <summary>What a benchmark's time means: GFLOP/s with the share of the peak, or numbers a nanosecond.</summary>
internal sealed class RateColumn : IColumn
{
    private readonly Lazy<double> _peak = new(() => MultiplyAddPeak.Measure(1, 0.3));

    public string Id => "Rate";

    public string ColumnName => "Rate";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => false;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "GFLOP/s and share of one core's measured multiply-add peak, or numbers a nanosecond";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "";
        double nanoseconds = statistics.Median;
        if (benchmarkCase.Descriptor.Type != typeof(ProductBenchmarks))
            return string.Create(CultureInfo.InvariantCulture, $"{RowBenchmarks.Numbers / nanoseconds:0.00} numbers/ns");
        double rate = ProductBenchmarks.Operations((string)benchmarkCase.Parameters[nameof(ProductBenchmarks.Shape)]) / nanoseconds;
        return string.Create(CultureInfo.InvariantCulture, $"{rate:0} GFLOP/s, {rate * 1e9 / _peak.Value:0 %}");
    }
}
