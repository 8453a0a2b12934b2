using System.Security.Cryptography;
using System.Text;
using Backprop.Files;
using Backprop.Numerics;

namespace Backprop.Tests.Files;

public class SafeTensorsWritingTests
{
    [Fact]
    public void Random_tensors_come_back_bit_for_bit()
    {
        for (ulong seed = 0; seed < 100; seed++)
        {
            SafeTensorsFile written = RandomFile(seed);
            SafeTensorsFile read = SafeTensors.Parse(HandBuilt.Written(written), "random");
            Assert.Equal(Integrity.Verified, read.Integrity);
            Assert.Equal(written.Tensors.Keys, read.Tensors.Keys);
            Assert.Equal(written.Metadata, read.Metadata.Where(pair => pair.Key is not ("sha256" or "headerSha256")));
            foreach (var (name, tensor) in written.Tensors)
            {
                Assert.Same(tensor.Type, read.Tensors[name].Type);
                Assert.Equal(tensor.Shape, read.Tensors[name].Shape);
                Assert.Equal(tensor.Bytes.ToArray(), read.Tensors[name].Bytes.ToArray());
            }
        }
    }

    [Fact]
    public void Each_type_of_number_comes_back_as_itself()
    {
        SafeTensorsFile file = SafeTensors.Parse(HandBuilt.Written(new SafeTensorsFile(
        [
            SafeTensor.Of("float", [float.NaN, float.MinValue, -0f], 3),
            SafeTensor.Of("double", [Math.PI, double.Epsilon], 2),
            SafeTensor.Of("int", [int.MinValue], 1, 1, 1),
            SafeTensor.Of("long", [long.MinValue]),
            SafeTensor.Of("byte", new byte[] { 255 }, 1),
            SafeTensor.Of("nothing", Array.Empty<float>(), 3, 0),
        ])), "numbers");
        Assert.Equal([float.NaN, float.MinValue, -0f], file.Tensor("float").ToArray<float>());
        Assert.Equal([Math.PI, double.Epsilon], file.Tensor("double").ToArray<double>());
        Assert.Equal([int.MinValue], file.Tensor("int").ToArray<int>());
        Assert.Equal([long.MinValue], file.Tensor("long").ToArray<long>());
        Assert.Equal([255], file.Tensor("byte").ToArray<byte>());
        Assert.Empty(file.Tensor("nothing").ToArray<float>());
        Assert.Empty(file.Tensor("long").Shape);
        Assert.Equal([3L, 0L], file.Tensor("nothing").Shape);
    }

    [Fact]
    public void A_second_reader_finds_what_was_written()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            SafeTensorsFile written = RandomFile(seed);
            var read = new SpecificationReader(HandBuilt.Written(written));
            Assert.Equal(written.Tensors.Count, read.Tensors.Count);
            foreach (var (name, tensor) in written.Tensors)
            {
                Assert.Equal(tensor.Type.Name, read.Tensors[name].Type);
                Assert.Equal(tensor.Shape, read.Tensors[name].Shape);
                Assert.Equal(tensor.Bytes.ToArray(), read.Tensors[name].Bytes);
            }
            foreach (var (key, value) in written.Metadata) Assert.Equal(value, read.Metadata[key]);
        }
    }

    [Fact]
    public void The_bytes_are_the_documented_ones()
    {
        var file = new SafeTensorsFile(
            [SafeTensor.Of("b", [1f], 1), SafeTensor.Of("a", [258], 1, 1)],
            new Dictionary<string, string> { ["z"] = "\t/", ["k"] = "é\u0001" });
        const string Json = """{"__metadata__":{"k":"é\u0001","z":"\t/"},"a":{"data_offsets":[0,4],"dtype":"I32","shape":[1,1]},"b":{"data_offsets":[4,8],"dtype":"F32","shape":[1]}}""";
        byte[] header = Encoding.UTF8.GetBytes(Json);
        byte[] padded = [.. header, .. Enumerable.Repeat((byte)' ', (8 - header.Length % 8) % 8)];
        Assert.Equal(HandBuilt.File(padded, [2, 1, 0, 0, 0, 0, 0x80, 0x3F]), HandBuilt.Written(file, digests: false));
    }

    [Fact]
    public void The_example_of_the_documentation_is_reproduced()
    {
        // docs/file-format.md; its digests were checked with the Python that stands there.
        var file = new SafeTensorsFile(
            [SafeTensor.Of("layers.0.weight", [1f, -2f], 1, 2), SafeTensor.Of("layers.0.bias", [0.5f], 1)],
            new Dictionary<string, string> { ["format"] = "backprop/1" });
        string json = """
            {"__metadata__":{"format":"backprop/1",
            "headerSha256":"3ed61e900ce62773bfdc95e3b409020d4a6c4f04331c1119dc1732c17d695cac",
            "sha256":"090a217d025391becd6919d10cd2e5cf6b1247e18e9d498b989ee22126ec12dd"},
            "layers.0.bias":{"data_offsets":[0,4],"dtype":"F32","shape":[1]},
            "layers.0.weight":{"data_offsets":[4,12],"dtype":"F32","shape":[1,2]}}
            """.ReplaceLineEndings("");
        byte[] header = Encoding.UTF8.GetBytes(json + "   ");
        Assert.Equal(HandBuilt.File(header, [0, 0, 0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]), HandBuilt.Written(file));
    }

    [Fact]
    public void Digests_are_computed_as_documented()
    {
        byte[] bytes = HandBuilt.Written(HandBuilt.Small());
        var read = new SpecificationReader(bytes);
        int data = 8 + Encoding.UTF8.GetByteCount(read.HeaderText);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(data))), read.Metadata["sha256"]);
        string head = Encoding.Latin1.GetString(bytes, 0, data).Replace(read.Metadata["headerSha256"], new string('0', 64), StringComparison.Ordinal);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(head))), read.Metadata["headerSha256"]);
        Assert.Equal(read.Metadata["sha256"], HandBuilt.Small().ComputeTensorSha256());
    }

    [Fact]
    public void The_order_in_which_a_document_is_built_does_not_show()
    {
        SafeTensorsFile small = HandBuilt.Small();
        var reversed = new SafeTensorsFile(small.Tensors.Values.Reverse(), new Dictionary<string, string>(small.Metadata.Reverse()));
        Assert.Equal(HandBuilt.Written(small), HandBuilt.Written(reversed));
    }

    [Fact]
    public void What_was_read_is_written_again_as_the_same_bytes()
    {
        byte[] bytes = HandBuilt.Written(HandBuilt.Small());
        Assert.Equal(bytes, HandBuilt.Written(SafeTensors.Parse(bytes, "small")));
        byte[] plain = HandBuilt.Written(SafeTensors.Parse(bytes, "small"), digests: false);
        Assert.Equal(plain, HandBuilt.Written(HandBuilt.Small(), digests: false));
    }

    [Fact]
    public void A_document_of_nothing_is_a_file()
    {
        byte[] bytes = HandBuilt.Written(new SafeTensorsFile([]), digests: false);
        Assert.Equal(HandBuilt.File("{}      ", 0), bytes);
        Assert.Empty(SafeTensors.Parse(bytes, "nothing").Tensors);
        Assert.Equal(Integrity.Verified, SafeTensors.Parse(HandBuilt.Written(new SafeTensorsFile([])), "nothing").Integrity);
    }

    [Fact]
    public void A_document_that_no_file_can_hold_is_a_programming_error()
    {
        SafeTensor one = SafeTensor.Of("one", [1f]);
        Assert.Throws<ArgumentException>(() => new SafeTensorsFile([one, one]));
        Assert.Throws<ArgumentException>(() => new SafeTensorsFile([SafeTensor.Of("__metadata__", [1f])]));
        Assert.Throws<ArgumentException>(() => SafeTensor.Of("short", [1f, 2f], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => SafeTensor.Of("negative", [1f], -1));
        Assert.Throws<NotSupportedException>(() => SafeTensor.Of("decimal", [1m], 1));
        Assert.Throws<ArgumentException>(() => HandBuilt.Written(new SafeTensorsFile([SafeTensor.Of("\ud800", [1f])])));
        Assert.Throws<ArgumentException>(() => one.CopyTo<float>(new float[2]));
    }

    [Fact]
    public void Elements_are_reversed_one_by_one_for_a_big_endian_machine()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        SafeTensor.ReverseEach(bytes, 4);
        Assert.Equal([4, 3, 2, 1, 8, 7, 6, 5], bytes);
    }

    [Fact]
    public void Writing_does_not_copy_the_tensors()
    {
        var file = new SafeTensorsFile([SafeTensor.Of("large", new float[1 << 20], 1 << 20)]);
        SafeTensors.Write(Stream.Null, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensors.Write(Stream.Null, file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    private static SafeTensorsFile RandomFile(ulong seed)
    {
        var random = new CounterRandom(seed, RandomPurpose.Sampling, 0);
        string[] names = ["plain", "ünï 🎲", "quote\"\\", "new\nline\t\u001f", "", "Z", "__metadata", "__metadata__x", "\u2028\u007f", "1"];
        var tensors = new List<SafeTensor>();
        for (int i = random.Below(names.Length + 1, 0) - 1; i >= 0; i--)
        {
            ulong at = 100 * (ulong)(i + 1);
            long[] shape = [.. Enumerable.Range(0, random.Below(4, at)).Select(d => (long)random.Below(5, at + 1 + (ulong)d))];
            ElementType type = ((ElementType[])[ElementType.F32, ElementType.F64, ElementType.I32, ElementType.I64, ElementType.U8])[random.Below(5, at + 9)];
            byte[] bytes = [.. Enumerable.Range(0, (int)type.BytesOf(shape)!.Value).Select(b => (byte)random.Bits(at * 1000 + (ulong)b))];
            tensors.Add(SafeTensor.OfBytes(names[i], type, bytes, shape));
        }
        var metadata = names.Take(random.Below(names.Length, 1)).ToDictionary(name => name, name => name + new string('\u0007', name.Length));
        return new SafeTensorsFile(tensors, metadata);
    }
}
