using System.Runtime.Versioning;
using System.Text;
using Backprop.Files;

namespace Backprop.Tests.Files;

public class SafeTensorsReadingTests
{
    private const string OneFloat = """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";

    [Fact]
    public void The_example_of_the_safetensors_crate_is_read()
    {
        // Documentation of SafeTensors::deserialize, crate safetensors: a 2 × 2 of I32, all zero, header length '<' = 60 with a trailing blank.
        byte[] bytes = [(byte)'<', 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes("""{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}"""), .. new byte[16]];
        SafeTensorsFile file = SafeTensors.Parse(bytes, "crate");
        Assert.Equal([2L, 2L], file.Tensor("test").Shape);
        Assert.Equal([0, 0, 0, 0], file.Tensor("test").ToArray<int>());
        Assert.Equal(Integrity.Unverified, file.Integrity);
    }

    [Fact]
    public void Keys_and_tensors_may_stand_in_any_order_and_white_space_anywhere()
    {
        const string Json = "{ \"b\" : {\"shape\":[],\"data_offsets\":[4,8],\"dtype\":\"F32\"},\n\t\"__metadata__\":{},\"a\":{\"data_offsets\":[0,4],\"dtype\":\"\\u0046\\u0033\\u0032\",\"shape\":[1,1]}}\r\n  ";
        SafeTensorsFile file = SafeTensors.Parse(HandBuilt.File(Json, [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]), "loose");
        Assert.Equal([1f], file.Tensor("a").ToArray<float>());
        Assert.Equal([2f], file.Tensor("b").ToArray<float>());
    }

    [Fact]
    public void Types_without_numbers_pass_through_as_bytes_and_refuse_to_be_floats()
    {
        byte[] bytes = HandBuilt.File("""{"h":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},"f4":{"dtype":"F4","shape":[3,2],"data_offsets":[4,7]}}""", [1, 2, 3, 4, 5, 6, 7]);
        SafeTensorsFile file = SafeTensors.Parse(bytes, "half.safetensors");
        Assert.Equal([1, 2, 3, 4], file.Tensor("h").Bytes.ToArray());
        Assert.Equal([5, 6, 7], file.Tensor("f4").Bytes.ToArray());
        string line = Refusal.Of(() => file.Tensor("h").ToArray<float>());
        Assert.Equal("half.safetensors: tensor 'h' holds BF16 but F32 is needed. Convert it to F32 and save the file again.", line);
    }

    [Fact]
    public void A_missing_tensor_is_named() =>
        Assert.Contains("plain: tensor 'w' is missing among 1 tensors", Refusal.Of(() => SafeTensors.Parse(HandBuilt.File(OneFloat, 4), "plain").Tensor("w")), StringComparison.Ordinal);

    [Fact]
    public void A_stream_is_read_from_where_it_stands()
    {
        using var stream = new MemoryStream([9, 9, .. HandBuilt.File(OneFloat, [0, 0, 0x80, 0x3F])]);
        stream.Position = 2;
        Assert.Equal([1f], SafeTensors.Read(stream, "stream").Tensor("a").ToArray<float>());
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_is_refused()
    {
        using var stream = new LyingStream(HandBuilt.File(OneFloat, 2), claimed: 2);
        Assert.Contains("became shorter", Refusal.Of(() => SafeTensors.Read(stream, "shrinking")), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_that_cannot_be_read_say_why()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["empty"], []);
        File.WriteAllBytes(directory["short"], [1, 2, 3]);
        Expect("missing", "there is no such file");
        Expect("no/such/folder", "there is no such folder");
        Expect("", "is a folder");
        Expect("empty", "the file is empty");
        Expect("short", "the file has 3 bytes");
        Expect(new string('x', 300), "the path is too long");
        Assert.Contains("empty", Refusal.Of(() => SafeTensors.Read("")), StringComparison.Ordinal);

        void Expect(string name, string reason)
        {
            string path = directory[name];
            string line = Refusal.Of(() => SafeTensors.Read(path));
            Assert.Contains(reason, line, StringComparison.Ordinal);
            Assert.StartsWith(path[..Math.Min(path.Length, 100)], line, StringComparison.Ordinal);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_without_read_permission_is_refused()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("File modes are a thing of Unix.");
        if (Environment.IsPrivilegedProcess) Assert.Skip("The superuser may read every file.");
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["secret"], HandBuilt.File(OneFloat, 4));
        File.SetUnixFileMode(directory["secret"], UnixFileMode.None);
        Assert.Contains("no permission", Refusal.Of(() => SafeTensors.Read(directory["secret"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_control_characters_stays_one_line()
    {
        string line = Refusal.Of(() => SafeTensors.Parse(HandBuilt.File("""{"a\n\u001b[2J\u202e":1}""", 0), "evil\nname"));
        Assert.StartsWith("evil\\u000aname, offset ", line, StringComparison.Ordinal);
        Assert.Contains("'a\\u000a\\u001b[2J\\u202e'", line, StringComparison.Ordinal);
    }

    /// <summary>Claims more bytes than it has, as a file does that is cut while it is read.</summary>
    private sealed class LyingStream(byte[] bytes, int claimed) : MemoryStream(bytes)
    {
        public override long Length => base.Length + claimed;
    }
}
