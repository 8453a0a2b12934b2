using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Data;

public class DataFileTests
{
    [Fact]
    public void A_file_that_does_not_exist_is_refused_by_its_path()
    {
        using var directory = new TemporaryDirectory();
        Assert.Equal($"{directory["no"]} does not exist; check the path.", Refused(directory["no"]));
        Assert.Equal($"{directory["no/no"]} does not exist; check the path.", Refused(directory["no/no"]));
    }

    [Fact]
    public void A_directory_is_refused()
    {
        using var directory = new TemporaryDirectory();
        Assert.Equal($"{directory} is a directory; give the path of a file.", Refused(directory.ToString()));
    }

    [Theory]
    [InlineData("", "The name of the data file is empty; give the path of a file.")]
    [InlineData("a\0b", "The name of the data file contains a NUL character; give the path of a file.")]
    public void A_name_that_is_none_is_refused(string path, string message) => Assert.Equal(message, Refused(path));

    [Fact]
    public void A_file_without_permission_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "every file is open to this user");
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["closed"], "1,2");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory["closed"], UnixFileMode.None);
        Assert.Equal($"{directory["closed"]} cannot be read: permission denied; make it readable for this user.", Refused(directory["closed"]));
    }

    [Fact]
    public void An_error_while_reading_names_file_and_place()
    {
        // Opens for everyone, but page 0 of a process is never mapped: reading it is an input/output error.
        const string Unreadable = "/proc/self/mem";
        Assert.SkipUnless(File.Exists(Unreadable), $"needs {Unreadable}");
        Assert.StartsWith($"{Unreadable} cannot be read after byte 0: ", Assert.Throws<InvalidInputException>(() => Content(Unreadable)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_file_comes_out_as_it_is()
    {
        foreach (byte[] bytes in (byte[][])[[], [0x1F], [0x1F, 0x8C, 1], [1, 2, 3]]) Assert.Equal(bytes, Read(bytes));
    }

    [Fact]
    public void Members_of_gzip_data_follow_each_other()
    {
        byte[] first = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * i >> 3))], second = [1, 2, 3];
        Assert.Equal(first, Read(IdxBytes.Gzipped(first)));
        Assert.Equal([.. first, .. second], Read([.. IdxBytes.Gzipped(first), .. IdxBytes.Gzipped([]), .. IdxBytes.Gzipped(second)]));
        Assert.Equal([], Read(IdxBytes.Gzipped([])));
    }

    [Fact]
    public void Gzip_data_followed_by_other_bytes_are_refused()
    {
        byte[] gzipped = IdxBytes.Gzipped([1, 2, 3]);
        foreach (byte[] tail in (byte[][])[[0], [0x1F], [0x1F, 0x8B], [0x1F, 0x8B, 8], new byte[512]])
            Assert.Contains(": the gzip data are ", RefusedContent([.. gzipped, .. tail]), StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_gzip_data_stay_refused()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["cut"], IdxBytes.Gzipped([1, 2, 3])[..^1]);
        using Stream stream = DataFile.OpenRead(directory["cut"]);
        for (int i = 0; i < 3; i++) Assert.Throws<InvalidInputException>(() => stream.ReadByte());
    }

    [Fact]
    public void Gzip_data_that_expand_without_measure_are_refused_before_they_are_expanded()
    {
        // 80 members, each a megabyte of zeros in a kilobyte: 80 MiB, where 64 MiB + 100 × 80 KiB = 72 MiB are allowed.
        byte[] member = IdxBytes.Gzipped(new byte[1 << 20]), bomb = [.. Enumerable.Repeat(member, 80).SelectMany(bytes => bytes)];
        Assert.InRange(bomb.Length, 80 * 800, 80 * 1_100);
        Assert.Contains("more than 100 times them and 64 MiB: decompress it beforehand", RefusedContent(bomb), StringComparison.Ordinal);
        Assert.Equal(60 << 20, Read(bomb[..(60 * member.Length)]).Length);
    }

    private static byte[] Read(byte[] bytes)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["file"], bytes);
        return Content(directory["file"]);
    }

    private static byte[] Content(string path)
    {
        using Stream stream = DataFile.OpenRead(path);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static string Refused(string path) => Refusal.Of(() => DataFile.OpenRead(path));

    private static string RefusedContent(byte[] bytes) => Refusal.Of(() => Read(bytes));
}
