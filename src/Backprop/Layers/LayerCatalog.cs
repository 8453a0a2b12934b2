using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Backprop;

/// <summary>The kinds of layers by name: the one place where a new one of the engine's is listed, and where a program's own are registered.</summary>
internal static class LayerCatalog
{
    private static readonly Dictionary<string, Func<JsonElement, Layer>> Readers = new()
    {
        ["dense"] = Dense.Read,
        ["dropout"] = Dropout.Read,
        ["alpha-dropout"] = AlphaDropout.Read,
        ["gaussian-noise"] = GaussianNoise.Read,
        ["activation"] = Activate.Read,
        ["batch-normalization"] = BatchNormalization.Read,
        ["layer-normalization"] = LayerNormalization.Read,
        ["residual"] = Residual.Read,
    };

    private static readonly ConcurrentDictionary<string, Func<JsonElement, CustomLayer>> Registered = new();

    public static bool IsBuiltIn(string kind) => Readers.ContainsKey(kind);

    /// <exception cref="ArgumentException">The kind is the engine's own, or is registered with another reader.</exception>
    public static void Register(string kind, Func<JsonElement, CustomLayer> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        ArgumentNullException.ThrowIfNull(read);
        if (IsBuiltIn(kind)) throw new ArgumentException($"'{kind}' is a kind of layer of the engine. Give yours a name of its own.", nameof(kind));
        if (Registered.GetOrAdd(kind, read) != read) throw new ArgumentException($"The kind of layer '{kind}' is registered already, with another reader.", nameof(kind));
    }

    /// <summary>Writes the property <c>layers</c> of a network, or of a layer that wraps others.</summary>
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray("layers");
        foreach (var layer in layers) Write(json, layer);
        json.WriteEndArray();
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote; the layers have no parameters yet.</summary>
    public static IReadOnlyList<Layer> ReadAll(JsonElement json) => [.. json.GetProperty("layers").EnumerateArray().Select(Read)];

    /// <summary>A layer of the same settings, which stands in no network yet.</summary>
    /// <exception cref="InvalidInputException">The kind is a program's own and not registered.</exception>
    public static Layer Copy(Layer layer)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text)) Write(json, layer);
        using var settings = JsonDocument.Parse(text.WrittenMemory);
        try
        {
            return Read(settings.RootElement);
        }
        catch (UnregisteredLayerException exception)
        {
            throw new InvalidInputException(exception.Message, exception);
        }
    }

    private static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("type", layer.Kind);
        layer.WriteSettings(json);
        json.WriteEndObject();
    }

    /// <exception cref="UnregisteredLayerException">The kind is unknown.</exception>
    /// <exception cref="InvalidInputException">The settings are not those of the kind.</exception>
    public static Layer Read(JsonElement settings)
    {
        string kind = settings.ReadText("type");
        if (Readers.TryGetValue(kind, out var read)) return read(settings);
        if (Registered.TryGetValue(kind, out var readCustom)) return Read(kind, settings, readCustom);
        throw new UnregisteredLayerException(
            $"Unknown kind of layer '{kind}'. If it is a layer of your program's own, call CustomLayer.Register(\"{kind}\", …) before the model is loaded. Known: {string.Join(", ", Readers.Keys.Concat(Registered.Keys.Order(StringComparer.Ordinal)))}.");
    }

    private static CustomLayer Read(string kind, JsonElement settings, Func<JsonElement, CustomLayer> read)
    {
        CustomLayer? layer;
        try
        {
            layer = read(settings);
        }
        catch (Exception exception) when (exception is not (InvalidInputException or OutOfMemoryException))
        {
            throw new InvalidInputException($"The settings of a layer of kind '{kind}' cannot be read: {exception.Message}", exception);
        }
        return layer?.Kind == kind
            ? layer
            : throw new InvalidInputException($"The reader registered for layers of kind '{kind}' gave {(layer is null ? "none" : $"one of kind '{layer.Kind}'")}. Register a reader of that kind.");
    }
}
