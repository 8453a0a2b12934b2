namespace Backprop.Cli.Reports;

/// <summary>How a run that was interrupted is gone on with.</summary>
internal static class ResumeText
{
    /// <param name="folder">The folder of its checkpoints.</param>
    public static string Of(string folder) => $"To go on: the same command with --resume {ShellText.Quote(folder)}.";
}
