namespace Backprop.Cli.Tests.Commands;

/// <summary>Damaged model files: one line, exit 2. The library's tests damage every byte; here is a sample through the command line.</summary>
public sealed class DamagedModelTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly byte[] _whole;

    public DamagedModelTests()
    {
        _workspace.Train("iris", "--hidden", "3").Succeeded();
        _whole = File.ReadAllBytes(_workspace.Model);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_truncated_model_is_refused()
    {
        for (int length = 0; length < _whole.Length; length += 37)
            Workspace.Run("inspect", _workspace.Write("cut", _whole[..length])).Refused("cut");
    }

    [Fact]
    public void A_model_with_a_flipped_bit_is_refused()
    {
        for (int at = 0; at < _whole.Length; at += 41)
        {
            byte[] damaged = [.. _whole];
            damaged[at] ^= (byte)(1 << at % 8);
            Workspace.Run("predict", _workspace.Write("flipped", damaged), "iris", "--output", _workspace["p.csv"]).Refused("flipped");
        }
        Assert.Equal(["flipped", "model.safetensors"], _workspace.Names);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("predict")]
    public void A_missing_model_is_named(string command) => Workspace.Run(command, _workspace["none"], "iris").Refused("none", "no such file");

    [Fact]
    public void A_table_is_no_model() => Workspace.Run("inspect", _workspace.Write("t.csv", Tables.Flowers(30))).Refused("t.csv: seems to be text, such as a table, not a model", "'train' wrote");

    [Fact]
    public void What_another_file_is_and_what_was_wanted_is_said()
    {
        foreach (var (kind, bytes) in OtherFiles)
            Workspace.Run("inspect", _workspace.Write("other", bytes)).Refused($"other: seems to be {kind}, not a model");
        Workspace.Run("train", "iris", "--epochs", "1", "--checkpoint", _workspace["run"], "--output", _workspace["m"]).Succeeded();
        string checkpoint = Directory.GetFiles(_workspace["run"], "checkpoint-*")[0];
        Workspace.Run("inspect", checkpoint).Refused("is a checkpoint, not a model");
        Workspace.Run("inspect", _workspace["run"]).Refused("is a folder, not a model");
        Workspace.Run("train", checkpoint, "--target", "last").Refused("seems to be a checkpoint, not a table");
    }

    [Fact]
    public void Such_files_are_no_tables_and_no_problems_either()
    {
        foreach (var (kind, bytes) in OtherFiles)
        {
            string other = _workspace.Write("other", bytes);
            if (!kind.StartsWith("gzipped", StringComparison.Ordinal)) Workspace.Run("train", other, "--target", "last").Refused($"other: seems to be {kind}, not a table");
            if (kind != "JSON") Workspace.Run("explain", "--problem", other).Refused($"other: seems to be {kind}, not a problem file");
        }
        Workspace.Run("evaluate", _workspace.Model, _workspace.Model).Refused("seems to be a model, not a table");
        Workspace.Run("data", "describe", _workspace.Model).Refused("seems to be a model, not a table");
        Workspace.Run("explain", "--problem", _workspace.Model).Refused("seems to be a model, not a problem file");
    }

    /// <summary>The first bytes of files, as their formats have them.</summary>
    private static (string Kind, byte[] Bytes)[] OtherFiles =>
    [
        ("a PNG image", [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8]),
        ("a JPEG image", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1]),
        ("a GIF image", [.. "GIF89a"u8, 1, 0, 1, 0]),
        ("a bitmap image", [.. "BM"u8, 70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0]),
        ("a WebP image", [.. "RIFF"u8, 36, 0, 0, 0, .. "WEBPVP8 "u8]),
        ("a PDF document", [.. "%PDF-1.7\n"u8]),
        ("gzipped data", Workspace.Gzip([.. "not a model"u8])),
        ("JSON", [.. "{ \"a\": 1 }"u8]),
    ];

    [Fact]
    public void A_directory_is_no_model() => Workspace.Run("inspect", Path.GetDirectoryName(_workspace.Model)!).Refused("is a folder");
}
