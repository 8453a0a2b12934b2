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
    public void A_table_is_no_model() => Workspace.Run("inspect", _workspace.Write("t.csv", Tables.Flowers(30))).Refused("t.csv");

    [Fact]
    public void A_directory_is_no_model() => Workspace.Run("inspect", Path.GetDirectoryName(_workspace.Model)!).Refused("is a folder");
}
