using System.Buffers.Binary;
using System.Text.Json;

namespace Backprop.Tests.Files;

/// <summary>A second reader of safetensors, written from the format's description alone: the writer's judge.</summary>
internal sealed class SpecificationReader
{
    public Dictionary<string, string> Metadata { get; } = [];

    public Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> Tensors { get; } = [];

    public string HeaderText { get; }

    public SpecificationReader(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        HeaderText = System.Text.Encoding.UTF8.GetString(file, 8, length);
        byte[] data = file[(8 + length)..];
        using var json = JsonDocument.Parse(HeaderText);
        long covered = 0;
        foreach (JsonProperty entry in json.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                foreach (JsonProperty pair in entry.Value.EnumerateObject()) Metadata.Add(pair.Name, pair.Value.GetString()!);
                continue;
            }
            long[] offsets = Longs(entry.Value.GetProperty("data_offsets"));
            Tensors.Add(entry.Name, (entry.Value.GetProperty("dtype").GetString()!, Longs(entry.Value.GetProperty("shape")), data[(int)offsets[0]..(int)offsets[1]]));
            covered += offsets[1] - offsets[0];
        }
        Assert.Equal(data.Length, covered);
    }

    private static long[] Longs(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt64())];
}
