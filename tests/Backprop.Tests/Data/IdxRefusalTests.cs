using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Data;

/// <summary>Each message is given whole: it says which file, at which byte, and what to do.</summary>
public class IdxRefusalTests
{
    [Fact]
    public void Images_and_labels_exchanged()
    {
        using IdxPair images = new(IdxBytes.Labels), labels = new(labels: IdxBytes.Images);
        Assert.Equal("images: at byte 3 the header says 1 dimension, as labels have; images have 3. If the two files are exchanged, swap them.", images.Refused());
        Assert.Equal("labels: at byte 3 the header says 3 dimensions, as images have; labels have 1. If the two files are exchanged, swap them.", labels.Refused());
    }

    [Fact]
    public void Different_counts_of_images_and_labels()
    {
        using var pair = new IdxPair(labels: IdxBytes.Of(0x08, [2], [0, 1]));
        Assert.Equal("images holds 3 images but labels holds 2 labels; each image needs its label.", pair.Refused());
    }

    [Fact]
    public void Labels_of_one_class_only()
    {
        using var pair = new IdxPair(labels: IdxBytes.Of(0x08, [3], [4, 4, 4]));
        Assert.Equal("labels: every label is 4: the target has one class only; a classifier needs at least two.", pair.Refused());
    }

    [Theory]
    [InlineData(0x09, "0001FF", "label 2 (from 0), at byte 10, is -1; class numbers are 0 … 65535.")]
    [InlineData(0x0C, "000000000000000100010000", "label 2 (from 0), at byte 16, is 65536; class numbers are 0 … 65535.")]
    [InlineData(0x0C, "000000007FFFFF8000000001", "label 1 (from 0), at byte 12, is 2147483520; class numbers are 0 … 65535.")]
    [InlineData(0x0D, "000000003F8000003F800000", "at byte 2 the header says f32 numbers; labels are whole numbers (u8, i8, i16 or i32).")]
    public void Labels_that_are_no_class_numbers(byte type, string data, string message)
    {
        using var pair = new IdxPair(labels: IdxBytes.Of(type, [3], Convert.FromHexString(data)));
        Assert.Equal($"labels: {message}", pair.Refused());
    }

    [Fact]
    public void A_label_that_the_model_has_no_class_for()
    {
        using var pair = new IdxPair();
        string message = Refusal.Of(() => IdxReader.Read(pair.ImagesPath, pair.LabelsPath, ["0", "1"]));
        Assert.EndsWith("labels: label 0 (from 0) is 2, which is none of the model's classes 0, 1.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("89504E470D0A1A0A", "89504E47")]
    [InlineData("00000003", "00000003")]
    [InlineData("00000A0100000001", "00000A01")]
    [InlineData("00000800", "00000800")]
    [InlineData("00000809", "00000809")]
    [InlineData("00010803", "00010803")]
    public void A_file_of_another_format(string bytes, string magic)
    {
        using var pair = new IdxPair(Convert.FromHexString(bytes));
        Assert.Equal($"images is not an IDX file: at byte 0 stands {magic}, but images begin with 00000803 and labels with 00000801.", pair.Refused());
    }

    [Theory]
    [InlineData("", "images is empty; get the file again.")]
    [InlineData("000008", "images is truncated: it should have 4 bytes but ends after 3; get the file again.")]
    [InlineData("000008030000000100", "images is truncated: it should have 16 bytes but ends after 9; get the file again.")]
    [InlineData("0000080200000002000000030102030405", "images is truncated: it should have 18 bytes but ends after 17; get the file again.")]
    [InlineData("00000802000000020000000301020304050607", "images: other data follow at byte 18, where the 2 × 3 values of the header end; get the file again.")]
    [InlineData("000008020000000000000003", "images: at byte 4 the header says 0 items; expected 1 … 2147483647.")]
    [InlineData("0000080300000002000000030000000001", "images: at byte 12 the header says 0 values along dimension 3; expected 1 … 2147483647.")]
    [InlineData("0000080200000002FFFFFFFF01", "images: at byte 8 the header says 4294967295 values along dimension 2; expected 1 … 2147483647.")]
    [InlineData("00000D020000000100000002000000007F800000", "images: at byte 16 stands a value that is not a finite float (Infinity); every value must be finite.")]
    [InlineData("00000E0200000001000000017FEFFFFFFFFFFFFF", "images: at byte 12 stands a value that is not a finite float (Infinity); every value must be finite.")]
    public void A_damaged_file(string bytes, string message)
    {
        using IdxPair plain = new(Convert.FromHexString(bytes)), gzipped = new(IdxBytes.Gzipped(Convert.FromHexString(bytes)));
        Assert.Equal(message, Refused(plain));
        // The offsets are those of the content, and the message says so; an empty content has none.
        Assert.Equal(bytes.Length == 0 ? message : $"images (decompressed){message["images".Length..]}", Refused(gzipped));

        static string Refused(IdxPair pair) => Refusal.Of(() => IdxReader.ReadImages(pair.ImagesPath)).Split(Path.DirectorySeparatorChar)[^1];
    }

    [Theory]
    [InlineData("7FFFFFFF", "7FFFFFFF", "7FFFFFFF")]
    [InlineData("00010000", "00010000", "00000001")]
    [InlineData("00010000", "00001000", "00000001")]
    public void Absurd_dimensions_allocate_nothing(string images, string rows, string columns)
    {
        // The message, the buffers of 64 KiB for reading and for decompressing.
        const long Bound = 300_000;
        byte[] file = Convert.FromHexString($"00000803{images}{rows}{columns}0102");
        foreach (byte[] bytes in (byte[][])[file, IdxBytes.Gzipped(file)])
        {
            using var pair = new IdxPair(bytes);
            pair.Refused();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InvalidInputException>(() => IdxReader.ReadImages(pair.ImagesPath));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Bound);
        }
    }

    [Fact]
    public void A_compressed_file_that_announces_more_than_its_size_can_hold()
    {
        byte[] bytes = IdxBytes.Gzipped(IdxBytes.Of(0x08, [1000, 1000, 100], [1]));
        using var pair = new IdxPair(bytes);
        string message = Refusal.Of(() => IdxReader.ReadImages(pair.ImagesPath)).Split(Path.DirectorySeparatorChar)[^1];
        Assert.Equal(
            $"images has {bytes.Length} bytes, too few for the 100000016 that it announces: no more than 100 times its size and 64 MiB are read; decompress it beforehand if that is right.",
            message);
    }
}
