namespace Backprop;

/// <summary>Stop reasons as files and events spell them.</summary>
public static class StopReasonNames
{
    private static readonly (StopReason Reason, string Name)[] Names =
    [
        (StopReason.Completed, "completed"),
        (StopReason.EarlyStopped, "early-stopped"),
        (StopReason.Cancelled, "cancelled"),
        (StopReason.Converged, "converged"),
        (StopReason.Stopped, "stopped"),
        (StopReason.Diverged, "diverged"),
    ];

    /// <summary>The name of a reason, such as <c>early-stopped</c>.</summary>
    public static string Of(StopReason reason) => Array.Find(Names, entry => entry.Reason == reason).Name;

    /// <summary>The reason of a name.</summary>
    /// <exception cref="FormatException">The name is unknown.</exception>
    public static StopReason Parse(string name)
    {
        foreach (var entry in Names)
            if (entry.Name == name) return entry.Reason;
        throw new FormatException($"unknown stop reason '{name}'");
    }
}
