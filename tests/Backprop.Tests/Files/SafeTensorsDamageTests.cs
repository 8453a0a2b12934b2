using Backprop.Files;

namespace Backprop.Tests.Files;

public class SafeTensorsDamageTests
{
    // What a refusal costs (message, stack trace), and what parsing may cost for each byte of the file:
    // a metadata pair of 7 bytes becomes two strings and a tree node of 64 bytes.
    private const long FixedAllocation = 64 * 1024, AllocationPerByte = 20;

    [Fact]
    public void Every_truncation_of_a_file_with_digests_is_refused()
    {
        byte[] bytes = HandBuilt.Written(HandBuilt.Small());
        for (int length = 0; length < bytes.Length; length++) AssertRefused(bytes[..length]);
    }

    [Fact]
    public void Every_flipped_bit_of_a_file_with_digests_is_refused()
    {
        byte[] bytes = HandBuilt.Written(HandBuilt.Small());
        Assert.Equal(Integrity.Verified, SafeTensors.Parse(bytes, "whole").Integrity);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Appended_bytes_and_a_zeroed_header_are_refused()
    {
        byte[] bytes = HandBuilt.Written(HandBuilt.Small());
        AssertRefused([.. bytes, 0]);
        AssertRefused([.. bytes, .. bytes]);
        byte[] zeroed = [.. bytes];
        zeroed.AsSpan(8, 64).Clear();
        AssertRefused(zeroed);
    }

    [Theory]
    [InlineData("\"{0:x}\":\"\"", "{{\"__metadata__\":{{{0}}}}}")]
    [InlineData("\"{0:x}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", "{{{0}}}")]
    [InlineData("\"{0:x}\":{{\"dtype\":\"U8\",\"shape\":[0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,0]}}", "{{{0}}}")]
    public void The_densest_headers_stay_within_the_memory_bound(string pair, string header)
    {
        string pairs = string.Join(',', Enumerable.Range(0, 20_000).Select(i => string.Format(null, pair, i)));
        byte[] bytes = HandBuilt.File(string.Format(null, header, pairs), 0);
        SafeTensors.Parse(bytes, "dense");
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensors.Parse(bytes, "dense");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FixedAllocation + AllocationPerByte * bytes.Length);
    }

    private static void AssertRefused(byte[] bytes)
    {
        Refusal.Of(() => SafeTensors.Parse(bytes, "damaged"));
        using var stream = new MemoryStream(bytes);
        Assert.Throws<InvalidInputException>(() => SafeTensors.Read(stream, "damaged"));
    }
}
