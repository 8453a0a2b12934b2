using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Backprop.Cli.Tests.Commands;

public sealed class DataAugmentTests : IDisposable
{
    private const int HeaderEnd = 33;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_sheet_begins_each_row_with_the_image_as_it_is()
    {
        string images = _workspace.Write("images.idx", Idx.Images(4)), sheet = _workspace["sheet.png"];
        Workspace.Run("data", "augment", images, "--augment", "shift=0", "--output", sheet).Succeeded();
        var (width, height, pixels) = Decoded(File.ReadAllBytes(sheet));
        // Images of 2 × 2 pixels, each a square of 42, with gaps of 6; 12 in a row.
        Assert.Equal((6 + 12 * 90, 6 + 4 * 90), (width, height));
        byte At(int row, int column) => pixels[(6 + row * 90) * width + 6 + column * 90];
        for (int row = 0; row < 4; row++)
            for (int column = 0; column < 12; column++)
                Assert.Equal(255 - (row % 2 * 200 + row % 7), At(row, column));
    }

    [Fact]
    public void The_same_seed_draws_the_same_sheet_and_another_one_another()
    {
        byte[] Sheet(string seed)
        {
            Workspace.Run("data", "augment", "digits", "--rows", "2", "--seed", seed, "--output", _workspace["sheet.png"]).Succeeded();
            return File.ReadAllBytes(_workspace["sheet.png"]);
        }
        byte[] first = Sheet("1");
        Assert.Equal(first, Sheet("1"));
        Assert.NotEqual(first, Sheet("2"));
    }

    [Fact]
    public void Data_that_are_no_images_are_refused()
    {
        string output = _workspace["sheet.png"];
        Workspace.Run("data", "augment", "iris", "--output", output).Refused("'iris' is not known to hold images");
        Workspace.Run("data", "augment", _workspace.Write("t.csv", "a,b\n1,2\n"), "--output", output).Refused("a table, which holds no images");
        Workspace.Run("data", "augment", "digits", "--image-shape", "9x9", "--output", output).Refused("81 pixels, but a row of 'digits' has 64");
        Assert.DoesNotContain("sheet.png", _workspace.Names);
    }

    /// <summary>Size and bytes of a gray PNG whose one IDAT follows its header, rows unfiltered.</summary>
    private static (int Width, int Height, byte[] Pixels) Decoded(byte[] png)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(HeaderEnd));
        Assert.Equal("IDAT", Encoding.ASCII.GetString(png, HeaderEnd + 4, 4));
        // The checksum of IEND is the same in every PNG.
        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], png[^12..]);
        using var zlib = new ZLibStream(new MemoryStream(png, HeaderEnd + 8, length), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        byte[] all = rows.ToArray();
        Assert.Equal(height * (width + 1), all.Length);
        return (width, height, [.. all.Where((_, i) => i % (width + 1) != 0)]);
    }
}
