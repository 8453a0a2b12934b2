using System.Text.Json;

namespace Backprop;

/// <summary>The kinds of layers by name: the one place where a new one is registered.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, Func<JsonElement, Layer>> Readers = new()
    {
        ["dense"] = Dense.Read,
    };

    /// <exception cref="InvalidInputException">The kind is unknown.</exception>
    public static Layer Read(JsonElement settings)
    {
        string kind = settings.GetProperty("type").GetString()!;
        return Readers.TryGetValue(kind, out var read)
            ? read(settings)
            : throw new InvalidInputException($"Unknown kind of layer '{kind}'. Known: {string.Join(", ", Readers.Keys)}.");
    }
}
