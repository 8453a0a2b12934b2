namespace Backprop.Cli.Reports;

/// <summary>Hears of each epoch on the thread that trains, in order (System.Progress would post to a pool).</summary>
internal sealed class EpochListener(Action<EpochReport> heard) : IProgress<EpochReport>
{
    public void Report(EpochReport value) => heard(value);
}
