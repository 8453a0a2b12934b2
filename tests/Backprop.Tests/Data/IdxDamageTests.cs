using Backprop.Data;

namespace Backprop.Tests.Data;

public class IdxDamageTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Every_truncation_is_refused(bool labels, bool gzipped)
    {
        using var pair = new IdxPair();
        byte[] bytes = Original(labels, gzipped);
        for (int length = 0; length < bytes.Length; length++)
        {
            IdxPair.Write(labels ? pair.LabelsPath : pair.ImagesPath, bytes[..length]);
            Assert.StartsWith(labels ? "labels" : "images", pair.Refused(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_flipped_bit_of_gzip_data_is_refused_or_changes_nothing(bool labels)
    {
        using var pair = new IdxPair();
        string whole = Fingerprint.Of(pair.Load());
        int refused = 0, bits = 0;
        foreach (byte[] flipped in Flips(Original(labels, gzipped: true)))
        {
            bits++;
            IdxPair.Write(labels ? pair.LabelsPath : pair.ImagesPath, flipped);
            if (pair.LoadOrRefusal() is { } data) Assert.Equal(whole, Fingerprint.Of(data));
            else refused++;
        }
        // Flags that nobody reads (7 bits at most), time stamp, compression level and system: 4 + 1 + 1 bytes of RFC 1952's header say nothing about the content.
        Assert.InRange(bits - refused, 8 * 6, 8 * 6 + 7);
    }

    [Fact]
    public void A_flipped_bit_of_plain_images_is_refused_or_changes_one_pixel()
    {
        using var pair = new IdxPair();
        float[] whole = pair.Load().Inputs.Values.ToArray();
        int bit = 0;
        foreach (byte[] flipped in Flips(IdxBytes.Images))
        {
            IdxPair.Write(pair.ImagesPath, flipped);
            Dataset? data = pair.LoadOrRefusal();
            if (bit / 8 >= 16) Assert.Single(whole.Zip(data!.Inputs.Values.ToArray()), pixel => pixel.First != pixel.Second);
            // i8 instead of u8 is another legal header of the same length.
            else if (bit == 8 * 2) Assert.Null(data!.InputRange);
            else Assert.Null(data);
            bit++;
        }
    }

    [Fact]
    public void A_flipped_bit_of_plain_labels_is_refused_or_changes_one_label()
    {
        using var pair = new IdxPair();
        int bit = 0;
        foreach (byte[] flipped in Flips(IdxBytes.Labels))
        {
            IdxPair.Write(pair.LabelsPath, flipped);
            Dataset? data = pair.LoadOrRefusal();
            if (bit / 8 >= 8) Assert.Equal(flipped[8..].Select(label => (int)label), data!.Labels.ToArray());
            else if (bit == 8 * 2) Assert.Equal([2, 0, 1], data!.Labels.ToArray());
            else Assert.Null(data);
            bit++;
        }
    }

    private static byte[] Original(bool labels, bool gzipped)
    {
        byte[] bytes = labels ? IdxBytes.Labels : IdxBytes.Images;
        return gzipped ? IdxBytes.Gzipped(bytes) : bytes;
    }

    private static IEnumerable<byte[]> Flips(byte[] bytes) => Enumerable.Range(0, 8 * bytes.Length).Select(bit =>
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    });
}
