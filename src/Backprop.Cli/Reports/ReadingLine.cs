using Backprop.Tabular;

namespace Backprop.Cli.Reports;

/// <summary>A line that follows reading.</summary>
internal sealed class ReadingLine(CommandEnvironment environment, TimeSpan patience) : IProgress<ReadingProgress>, IDisposable
{
    private readonly LiveLine _line = new(environment, patience);

    /// <summary>The line, or nobody who is told, where it is unwanted or stderr is no terminal.</summary>
    public static ReadingLine? For(CommandEnvironment environment, bool isWanted) =>
        LiveLine.IsSeen(environment, isWanted) ? new ReadingLine(environment, LiveLine.UsualPatience) : null;

    public void Report(ReadingProgress value) => _line.Show(() => TextOf(value));

    /// <summary>Takes the line away, so that something else can be said.</summary>
    public void Clear() => _line.Clear();

    public void Dispose() => _line.Dispose();

    /// <summary>Such as <c>reading: 1,200,000 rows, 28.6 MiB of 57.2 MiB, 50 %</c>.</summary>
    internal static string TextOf(ReadingProgress progress)
    {
        string read = $"{progress.Step}: {Figures.Count(progress.Rows, "row")}, {Figures.Bytes(progress.Bytes)}";
        return progress.TotalBytes > 0
            ? $"{read} of {Figures.Bytes(progress.TotalBytes)}, {100 * Math.Min(progress.Bytes, progress.TotalBytes) / progress.TotalBytes} %"
            : read;
    }
}
