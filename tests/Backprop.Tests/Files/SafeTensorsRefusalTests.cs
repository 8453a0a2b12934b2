using System.Buffers.Binary;
using System.Text;
using Backprop.Files;

namespace Backprop.Tests.Files;

/// <summary>One failing example of each rule of the format, with the line that a person gets.</summary>
public class SafeTensorsRefusalTests
{
    [Theory]
    [InlineData("""[]""", "offset 8: the header must begin with '{' (0x7B) but begins with 0x5B")]
    [InlineData(""" {}""", "offset 8: the header must begin with '{' (0x7B) but begins with 0x20")]
    [InlineData("""{""", "the header is not valid JSON")]
    [InlineData("""{}x""", "offset 10: the header is not valid JSON")]
    [InlineData("""{}{}""", "offset 10: the header is not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", "the header is not valid JSON of depth 3")]
    [InlineData("""{/**/}""", "the header is not valid JSON")]
    [InlineData("""{"__metadata__":[]}""", "offset 24: '__metadata__' must be an object but is an array")]
    [InlineData("""{"__metadata__":{"k":1}}""", "offset 29: 'k' must be a string but is a number")]
    [InlineData("""{"__metadata__":{"k":null}}""", "'k' must be a string but is null")]
    [InlineData("""{"__metadata__":{"k":{}}}""", "'k' must be a string but is an object")]
    [InlineData("""{"__metadata__":{"k":"1","\u006b":"2"}}""", "the metadata key 'k' stands twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "the key '__metadata__' stands twice")]
    [InlineData("""{"__metadata__":{"k":"\ud800"}}""", "a string has half of a surrogate pair")]
    [InlineData("""{"a":{"\ud800":1}}""", "a string has half of a surrogate pair")]
    [InlineData("""{"\udc00":{}}""", "a string has half of a surrogate pair")]
    [InlineData("""{"a":1}""", "offset 13: 'a' must be an object but is a number")]
    [InlineData("""{"a":{}}""", "tensor 'a' must have dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[]}}""", "tensor 'a' must have dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0]}}""", "tensor 'a' must have dtype, shape and data_offsets of two numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4,8]}}""", "'data_offsets' of tensor 'a' has more than 2 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4],"x":1}}""", "tensor 'a' has the key 'x', which is unknown or stands twice")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[],"data_offsets":[0,4]}}""", "tensor 'a' has the key 'dtype', which is unknown or stands twice")]
    [InlineData("""{"a":{"dtype":"Q7","shape":[],"data_offsets":[0,4]}}""", "tensor 'a' has the dtype 'Q7', which safetensors does not define")]
    [InlineData("""{"a":{"dtype":4,"shape":[],"data_offsets":[0,4]}}""", "'dtype' must be a string but is a number")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "'shape' must be an array but is a number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "'shape' of tensor 'a' must hold integers from 0 to 2^63 - 1 but holds '1.5'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}""", "but holds '1e0'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""", "but holds '1.0'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "but holds '-1'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[-0,4]}}""", "'data_offsets' of tensor 'a' must hold integers from 0 to 2^63 - 1 but holds '-0'")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", "but holds '1'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[true],"data_offsets":[0,4]}}""", "but holds 'true'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,4]}}""", "but holds '9223372036854775808'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "offset 9: tensor 'a' of F32 [2] needs 8 bytes but its data_offsets [0, 4] span 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "needs 4 bytes but its data_offsets [4, 0] span -4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}""", "needs 0 bytes but its data_offsets [4, 0] span -4")]
    [InlineData("""{"a":{"dtype":"F4","shape":[3],"data_offsets":[0,4]}}""", "tensor 'a' of F4 [3] has a size that overflows or is no whole number of bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}""", "has a size that overflows")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1000000000000000000],"data_offsets":[0,4]}}""", "has a size that overflows")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1000000000000000000],"data_offsets":[0,1000000000000000000]}}""", "has 1000000000000000000 bytes but at most 2147483591 can be read")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1000000000],"data_offsets":[0,1000000000]}}""", "the tensors take 1000000000 bytes but 4 follow the header")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "tensor 'a' begins at 2 of the data but must begin at 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "tensor 'b' begins at 2 of the data but must begin at 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "tensor 'b' begins at 2 of the data but must begin at 3")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "the tensors take 3 bytes but 4 follow the header")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}""", "the tensors take 5 bytes but 4 follow the header")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "the key 'a' stands twice")]
    [InlineData("""{}""", "the tensors take 0 bytes but 4 follow the header")]
    public void A_header_that_breaks_a_rule_is_refused(string json, string reason)
    {
        string line = Refusal.Of(() => SafeTensors.Parse(HandBuilt.File(json, 4), "model.safetensors"));
        Assert.StartsWith("model.safetensors", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000_001UL, "offset 0: the header claims 100000001 bytes but at most 100000000 are allowed")]
    [InlineData(ulong.MaxValue, "offset 0: the header claims 18446744073709551615 bytes")]
    [InlineData(1UL << 63, "offset 0: the header claims 9223372036854775808 bytes")]
    [InlineData(100_000_000UL, "offset 0: the header claims 100000000 bytes but only 2 follow")]
    [InlineData(3UL, "offset 0: the header claims 3 bytes but only 2 follow")]
    [InlineData(0UL, "offset 0: the header is empty")]
    public void A_header_length_that_the_file_cannot_have_is_refused_before_anything_is_allocated(ulong length, string reason)
    {
        byte[] bytes = HandBuilt.File("{}", 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Assert.Contains(reason, Refusal.Of(() => SafeTensors.Parse(bytes, "length")), StringComparison.Ordinal);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidInputException>(() => SafeTensors.Parse(bytes, "length"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    [Fact]
    public void Invalid_UTF8_is_refused_with_its_offset()
    {
        byte[] header = [.. "{\"__metadata__\":{\"k\":\""u8, 0xC3, 0x28, .. "\"}}"u8];
        Assert.Contains("offset 30: the header is not valid UTF-8", Refusal.Of(() => SafeTensors.Parse(HandBuilt.File(header, []), "utf8")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_has_at_most_64_dimensions()
    {
        Assert.Equal(64, SafeTensors.Parse(HandBuilt.File(Ones(64), 1), "ones").Tensor("a").Shape.Count);
        Assert.Contains("'shape' of tensor 'a' has more than 64 numbers", Refusal.Of(() => SafeTensors.Parse(HandBuilt.File(Ones(65), 1), "ones")), StringComparison.Ordinal);

        static string Ones(int dimensions) =>
            $$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(',', Enumerable.Repeat(1, dimensions))}}}],"data_offsets":[0,1]}}""";
    }

    [Fact]
    public void A_flood_of_keys_is_refused_after_the_first_200000()
    {
        string keys = string.Join(',', Enumerable.Range(0, 300_000).Select(key => $"\"{key:x}\":\"\""));
        string line = Refusal.Of(() => SafeTensors.Parse(HandBuilt.File("{\"__metadata__\":{" + keys + "}}", 0), "flood"));
        Assert.Contains("the header has more than 200000 keys", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256", "headerSha256")]
    [InlineData("headerSha256", "sha256")]
    public void One_digest_without_the_other_is_damage(string kept, string lost)
    {
        string json = $$$"""{"__metadata__":{"{{{kept}}}":"{{{new string('0', 64)}}}"}}""";
        Assert.Contains($"the metadata has '{kept}' without '{lost}'", Refusal.Of(() => SafeTensors.Parse(HandBuilt.File(json, 0), "half")), StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_tensors_and_changed_headers_are_told_apart()
    {
        byte[] bytes = HandBuilt.Written(HandBuilt.Small());
        byte[] data = [.. bytes], header = [.. bytes];
        data[^1] ^= 1;
        header[Encoding.UTF8.GetString(bytes).IndexOf("backprop/1", StringComparison.Ordinal) + 9] = (byte)'2';
        Assert.Contains("model: the tensor data changed since the file was written: sha256 says", Refusal.Of(() => SafeTensors.Parse(data, "model")), StringComparison.Ordinal);
        Assert.Contains("model: the header changed since the file was written: headerSha256 says", Refusal.Of(() => SafeTensors.Parse(header, "model")), StringComparison.Ordinal);
    }
}
