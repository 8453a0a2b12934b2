using System.Text.Json;

namespace Backprop;

/// <summary>A network's structure and loss as JSON: <c>{"inputs":4,"layers":[{"type":"dense","outputs":3,…}],"loss":"cross-entropy"}</c>.</summary>
internal static class NetworkJson
{
    public static string Write(Network network, Loss loss) => JsonText.Write(json =>
    {
        json.WriteNumber("inputs", network.Inputs);
        LayerCatalog.Write(json, network.Layers);
        json.WriteString("loss", loss.Name);
    });

    /// <summary>Inputs, layers without parameters yet, and loss.</summary>
    public static (int Inputs, IReadOnlyList<Layer> Layers, Loss Loss) Read(JsonElement json) => (
        json.GetProperty("inputs").GetInt32(),
        [.. json.GetProperty("layers").EnumerateArray().Select(LayerCatalog.Read)],
        Loss.Parse(json.GetProperty("loss").GetString()!));
}
