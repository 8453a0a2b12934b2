using System.Buffers.Binary;
using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Data;

public class IdxReadingTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Images_and_labels_become_rows_gzipped_or_not_whatever_their_names(bool gzippedImages, bool gzippedLabels)
    {
        using var pair = new IdxPair(
            gzippedImages ? IdxBytes.Gzipped(IdxBytes.Images) : null, gzippedLabels ? IdxBytes.Gzipped(IdxBytes.Labels) : null);
        Dataset data = pair.Load();
        Assert.Equal((3, 16, 3), (data.Count, data.Features, data.Outputs));
        Assert.Equal(Enumerable.Range(0, 48).Select(i => 5f * i), data.Inputs.Values.ToArray());
        Assert.Equal([2, 0, 1], data.Labels.ToArray());
        Assert.Equal(["0", "1", "2"], data.ClassNames);
        Assert.Equal(new ValueRange(0, 255), data.InputRange);
        Assert.Equal(["class"], data.TargetNames);
        Assert.Equal("images", data.Name);
        Assert.Equal(("pixel_0_0", "pixel_1_2", "pixel_3_3"), (data.FeatureNames[0], data.FeatureNames[6], data.FeatureNames[15]));
    }

    [Fact]
    public void A_class_without_rows_below_the_largest_label_keeps_its_index()
    {
        using var pair = new IdxPair(labels: IdxBytes.Of(0x08, [3], [7, 0, 7]));
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 2], pair.Load().ClassCounts());
    }

    [Fact]
    public void The_classes_of_a_model_give_labels_their_indices()
    {
        using var pair = new IdxPair(labels: IdxBytes.Of(0x08, [3], [7, 3, 7]));
        Dataset data = IdxReader.Read(pair.ImagesPath, pair.LabelsPath, ["3", "5", "7"]);
        Assert.Equal([2, 0, 2], data.Labels.ToArray());
        Assert.Equal(["3", "5", "7"], data.ClassNames);
    }

    [Fact]
    public void Data_for_a_model_may_have_one_class_only()
    {
        using var pair = new IdxPair(labels: IdxBytes.Of(0x08, [3], [1, 1, 1]));
        Assert.Equal([0, 3], IdxReader.Read(pair.ImagesPath, pair.LabelsPath, ["0", "1"]).ClassCounts());
    }

    [Theory]
    [InlineData(0x08, "FF000180", new float[] { 255, 0, 1, 128 })]
    [InlineData(0x09, "FF00017F80", new float[] { -1, 0, 1, 127, -128 })]
    [InlineData(0x0B, "FFFF01028000", new float[] { -1, 258, -32768 })]
    [InlineData(0x0C, "FFFFFFFF0001020300FFFFFF", new float[] { -1, 66051, 16777215 })]
    [InlineData(0x0D, "3F800000C0490FDB00000001", new float[] { 1, -3.14159274f, 1.401298464e-45f })]
    [InlineData(0x0E, "3FF00000000000003FB999999999999A", new float[] { 1, 0.1f })]
    public void Each_type_of_the_format_is_read_big_endian(byte type, string data, float[] expected)
    {
        using var pair = new IdxPair(IdxBytes.Of(type, [(uint)expected.Length, 1], Convert.FromHexString(data)));
        InputRows rows = IdxReader.ReadImages(pair.ImagesPath);
        Assert.Equal(expected, rows.Values.ToArray());
        Assert.Equal(type == 0x08 ? new ValueRange(0, 255) : null, rows.InputRange);
    }

    [Theory]
    [InlineData(0x09, 1)]
    [InlineData(0x0B, 2)]
    [InlineData(0x0C, 4)]
    public void Labels_may_be_any_whole_numbers(byte type, int size)
    {
        byte[] data = [.. new uint[] { 2, 0, 1 }.SelectMany(label => IdxBytes.BigEndian(label)[^size..])];
        using var pair = new IdxPair(labels: IdxBytes.Of(type, [3], data));
        Assert.Equal([2, 0, 1], pair.Load().Labels.ToArray());
    }

    [Theory]
    [InlineData(new uint[] { 3, 16 }, "x1")]
    [InlineData(new uint[] { 3, 2, 8 }, "pixel_0_0")]
    [InlineData(new uint[] { 3, 4, 2, 2 }, "x1")]
    public void Images_may_have_any_dimensions_beyond_the_first(uint[] dimensions, string firstName)
    {
        using var pair = new IdxPair(IdxBytes.Of(0x08, dimensions, IdxBytes.Images[16..]));
        Dataset data = pair.Load();
        Assert.Equal((3, 16), (data.Count, data.Features));
        Assert.Equal(firstName, data.FeatureNames[0]);
    }

    [Fact]
    public void Data_longer_than_any_buffer_arrive_whole()
    {
        // Longer than the chunks of reading and growing, and no multiple of them.
        const int Rows = 300, Columns = 1_003;
        var data = new byte[8 * Rows * Columns];
        for (int i = 0; i < Rows * Columns; i++) BinaryPrimitives.WriteDoubleBigEndian(data.AsSpan(8 * i), i);
        byte[] file = IdxBytes.Of(0x0E, [Rows, Columns], data);
        using IdxPair plain = new(file), gzipped = new(IdxBytes.Gzipped(file));
        foreach (IdxPair pair in (IdxPair[])[plain, gzipped])
            Assert.Equal(Enumerable.Range(0, Rows * Columns).Select(i => (float)i), IdxReader.ReadImages(pair.ImagesPath).Values.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pipe_is_read_like_a_file(bool gzipped)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes its pipe with mkfifo");
        using var directory = new TemporaryDirectory();
        using (var made = System.Diagnostics.Process.Start("mkfifo", directory["pipe"])) made.WaitForExit();
        byte[] bytes = gzipped ? IdxBytes.Gzipped(IdxBytes.Images) : IdxBytes.Images;
        var writer = new Thread(() =>
        {
            using var pipe = new FileStream(directory["pipe"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            pipe.Write(bytes);
        })
        { IsBackground = true };
        writer.Start();
        Assert.Equal(Enumerable.Range(0, 48).Select(i => 5f * i), IdxReader.ReadImages(directory["pipe"]).Values.ToArray());
        writer.Join();
    }
}
