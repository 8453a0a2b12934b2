using System.Text.Json;

namespace Backprop;

/// <summary>A network's structure and loss as JSON: <c>{"inputs":4,"layers":[{"type":"dense","outputs":3,…}],"loss":"cross-entropy"}</c>.</summary>
internal static class NetworkJson
{
    /// <summary>The most members of an ensemble that a file may have.</summary>
    public const int MostMembers = 1000;

    public static string Write(Network network, Loss loss, int members = 1) => JsonText.Write(json =>
    {
        json.WriteNumber("inputs", network.Inputs);
        if (members > 1) json.WriteNumber("members", members);
        LayerCatalog.WriteAll(json, network.Layers);
        json.WriteString("loss", loss.Name);
    });

    /// <summary>How many networks of that structure there are.</summary>
    public static int ReadMembers(JsonElement json)
    {
        if (!json.TryGetProperty("members", out var members)) return 1;
        int count = members.GetInt32();
        return count is >= 2 and <= MostMembers ? count : throw new FormatException($"'members' is {count}, not 2 to {MostMembers}");
    }

    /// <summary>Inputs, layers without parameters yet, and loss.</summary>
    public static (int Inputs, IReadOnlyList<Layer> Layers, Loss Loss) Read(JsonElement json) => (
        json.GetProperty("inputs").GetInt32(),
        LayerCatalog.ReadAll(json),
        Loss.Parse(json.GetProperty("loss").GetString()!));
}
