using System.Text.Json;

namespace Backprop;

/// <summary>A network's structure and loss as JSON: <c>{"inputs":4,"layers":[{"type":"dense","outputs":3,…}],"loss":"cross-entropy"}</c>.</summary>
internal static class NetworkJson
{
    /// <summary>The most members of an ensemble that a file may have.</summary>
    public const int MostMembers = 1000;

    // A short file must not make many layers: those without parameters cost it nothing, and each member has all of them.
    private const int FreeLayers = 1000, LayersForATensor = 16;

    public static string Write(Network network, Loss loss, int members = 1) => JsonText.Write(json =>
    {
        json.WriteNumber("inputs", network.Inputs);
        if (members > 1) json.WriteNumber("members", members);
        LayerCatalog.WriteAll(json, network.Layers);
        json.WriteString("loss", loss.Name);
    });

    /// <summary>
    /// All networks of that structure: inputs, layers without parameters yet, and loss. Layers belong to one network: each member has its own.
    /// </summary>
    /// <param name="json">What <see cref="Write"/> wrote.</param>
    /// <param name="tensors">The tensors of the file: no more layers are made than would need about so many.</param>
    public static IReadOnlyList<(int Inputs, IReadOnlyList<Layer> Layers, Loss Loss)> ReadAll(JsonElement json, int tensors)
    {
        int members = ReadMembers(json);
        var first = Read(json);
        long layers = (long)members * Count(first.Layers), most = FreeLayers + ((long)LayersForATensor * tensors);
        if (layers > most) throw new FormatException($"{members} members would have {layers} layers, more than the {most} that a file of {tensors} tensors can have");
        return [first, .. Enumerable.Range(1, members - 1).Select(_ => Read(json))];
    }

    private static int Count(IEnumerable<Layer> layers) => layers.Sum(layer => 1 + (layer is Residual residual ? Count(residual.Layers) : 0));

    private static int ReadMembers(JsonElement json)
    {
        if (!json.TryGetProperty("members", out var members)) return 1;
        int count = members.GetInt32();
        return count is >= 2 and <= MostMembers ? count : throw new FormatException($"'members' is {count}, not 2 to {MostMembers}");
    }

    private static (int Inputs, IReadOnlyList<Layer> Layers, Loss Loss) Read(JsonElement json) => (
        json.GetProperty("inputs").GetInt32(),
        LayerCatalog.ReadAll(json),
        Loss.Parse(json.ReadText("loss")));
}
