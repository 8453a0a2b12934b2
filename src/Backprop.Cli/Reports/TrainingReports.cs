namespace Backprop.Cli.Reports;

/// <summary>Chooses who is told of a training.</summary>
internal static class TrainingReports
{
    public static ITrainingReport For(CommandEnvironment environment, bool json, bool quiet) =>
        json ? new JsonTrainingReport(environment.Out)
        : quiet ? new SilentTrainingReport()
        : environment.Terminal.IsLive ? new LiveTrainingReport(environment)
        : new PlainTrainingReport(environment);
}
