using System.Buffers.Binary;
using System.Text;
using Backprop.Files;

namespace Backprop.Tests.Files;

/// <summary>Safetensors bytes put together from the published format, without the writer under test.</summary>
internal static class HandBuilt
{
    public static byte[] File(string json, int dataLength) => File(json, new byte[dataLength]);

    public static byte[] File(string json, byte[] data) => File(Encoding.UTF8.GetBytes(json), data);

    public static byte[] File(byte[] header, byte[] data)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        return [.. prefix, .. header, .. data];
    }

    public static byte[] Written(SafeTensorsFile file, bool digests = true)
    {
        using var stream = new MemoryStream();
        SafeTensors.Write(stream, file, digests);
        return stream.ToArray();
    }

    /// <summary>A small file with every kind of content: three shapes, four types, quotes and escapes.</summary>
    public static SafeTensorsFile Small() => new(
        [
            SafeTensor.Of("layers.0.weight", [1f, -2.5f, float.Epsilon, 4f, 5f, 6f], 2, 3),
            SafeTensor.Of("layers.0.bias", [0.5f, -0f], 2),
            SafeTensor.Of("step", [long.MaxValue]),
            SafeTensor.Of("none", Array.Empty<double>(), 0, 7),
            SafeTensor.Of("flags", new byte[] { 1, 2, 255 }, 3),
        ],
        new Dictionary<string, string> { ["format"] = "backprop/1", ["note"] = "\"µ\"\n\u0001" });
}
