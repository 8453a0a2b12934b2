using System.Globalization;

namespace Backprop.Benchmarks.Comparing;

/// <summary>Results as a Markdown table, which is readable in a terminal too.</summary>
internal static class ResultTable
{
    public const string Head =
        "| network @ batch | threads | data points/s | µs a step | share of peak | 1 → all threads | core to core, ns | best peer, data points/s | times as fast |\n|---|---|---|---|---|---|---|---|---|";

    public static string Row(CaseResult result)
    {
        var best = result.Best;
        string scaling = result.Engine.Count > 1 ? Number($"{result.Scaling:0.00} ×") : "";
        string peer = result.BestPeer is { } other ? Number($"{other.SamplesPerSecond:N0} ({other.Peer}, {other.Configuration})") : "none";
        string ratio = result.BestPeer is { } known ? Number($"{known.Ratio:0.0}") : "";
        return Number($"| {result.Name} | {best.Threads} | {best.SamplesPerSecond:N0} | {result.MicrosecondsPerStep:0.00} | {best.FractionOfPeak:0.0 %} | {scaling} | {result.CoreDistance:0} | {peer} | {ratio} |");
    }

    /// <summary>Each peer on its own line, for who wants to see more than the best.</summary>
    public static IEnumerable<string> Peers(CaseResult result) =>
        result.Peers.OrderByDescending(peer => peer.SamplesPerSecond)
            .Select(peer => Number($"| {result.Name} | {peer.Peer} | {peer.Configuration} | {peer.SamplesPerSecond:N0} | {peer.Ratio:0.0} |"));

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
