namespace Backprop.Cli.Reports;

/// <summary>A line that follows work of which the share is known that is done.</summary>
/// <param name="environment">Whose stderr it is.</param>
/// <param name="work">What is done, such as <c>evaluating</c>.</param>
/// <param name="patience">How long it may take without a line.</param>
internal sealed class ComputingLine(CommandEnvironment environment, string work, TimeSpan patience) : IProgress<double>, IDisposable
{
    private readonly LiveLine _line = new(environment, patience);

    /// <inheritdoc cref="ReadingLine.For"/>
    public static ComputingLine? For(CommandEnvironment environment, string work, bool isWanted) =>
        LiveLine.IsSeen(environment, isWanted) ? new ComputingLine(environment, work, LiveLine.UsualPatience) : null;

    public void Report(double value) => _line.Show(() => $"{work}: {Math.Floor(100 * value):0} %");

    public void Dispose() => _line.Dispose();
}
