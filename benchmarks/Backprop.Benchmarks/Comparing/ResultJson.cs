using System.Text.Json;
using System.Text.Json.Nodes;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Comparing;

/// <summary>Results as JSON, one object a case.</summary>
internal static class ResultJson
{
    public static string Line(CaseResult result, Machine machine) => new JsonObject
    {
        ["case"] = result.Name,
        ["engine"] = new JsonObject
        {
            ["samplesPerSecond"] = Math.Round(result.Best.SamplesPerSecond),
            ["fractionOfPeak"] = Math.Round(result.Best.FractionOfPeak, 4),
            ["microsecondsPerStep"] = Math.Round(result.MicrosecondsPerStep, 3),
            ["threads"] = result.Best.Threads,
            ["byThreads"] = new JsonArray([.. result.Engine.Select(engine => new JsonObject
            {
                ["threads"] = engine.Threads,
                ["samplesPerSecond"] = Math.Round(engine.SamplesPerSecond),
                ["fractionOfPeak"] = Math.Round(engine.FractionOfPeak, 4),
            })]),
        },
        ["peers"] = new JsonObject(result.Peers.Select(peer => KeyValuePair.Create(peer.Peer.Split(' ')[0], (JsonNode?)new JsonObject
        {
            ["samplesPerSecond"] = Math.Round(peer.SamplesPerSecond),
            ["configuration"] = peer.Configuration,
            ["version"] = peer.Peer.Split(' ')[^1],
            ["ratio"] = Math.Round(peer.Ratio, 2),
        }))),
        ["ratioToBestPeer"] = result.BestPeer is { } best ? Math.Round(best.Ratio, 2) : null,
        ["rounds"] = result.Rounds,
        ["coreToCoreNanoseconds"] = Math.Round(result.CoreDistance, 1),
        ["machine"] = machine.ToString(),
    }.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The results that <see cref="Line"/> wrote.</summary>
    public static CaseResult Read(string line)
    {
        var json = JsonNode.Parse(line)!;
        string name = json["case"]!.GetValue<string>();
        return new CaseResult(
            name, Case.Parse(name).Batch, json["rounds"]!.GetValue<int>(),
            [.. json["engine"]!["byThreads"]!.AsArray().Select(engine => new EngineResult(
                engine!["threads"]!.GetValue<int>(), engine["samplesPerSecond"]!.GetValue<double>(), engine["fractionOfPeak"]!.GetValue<double>()))],
            [.. json["peers"]!.AsObject().Select(peer => new PeerResult(
                $"{peer.Key} {peer.Value!["version"]!.GetValue<string>()}", peer.Value["configuration"]!.GetValue<string>(),
                peer.Value["samplesPerSecond"]!.GetValue<double>(), peer.Value["ratio"]!.GetValue<double>()))],
            json["coreToCoreNanoseconds"]!.GetValue<double>());
    }
}
