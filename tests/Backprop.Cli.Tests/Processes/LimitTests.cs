using System.Diagnostics;
using Backprop.Files;

namespace Backprop.Cli.Tests.Processes;

/// <summary>Processes with less than they need: one line, exit code 2, and what was there before is as it was.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_file_that_may_not_grow_so_large_is_one_line(int blocks)
    {
        if (!File.Exists("/bin/sh")) Assert.Skip("There is no shell to set the limit.");
        var shell = new ProcessStartInfo("/bin/sh", ["-c", $"ulimit -f {blocks}; exec dotnet \"$0\" \"$@\"", CommandProcess.Program, "train", "iris", "--hidden", "96", "--epochs", "2", "--quiet", "--output", _workspace.Model]);
        // The runtime keeps code in a file in memory otherwise, and that has a size too.
        shell.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        Refused(shell, "the file would exceed the file size limit; nothing was changed");
        Assert.Empty(_workspace.Names);
    }

    [Theory]
    [InlineData("train digits --epochs 1 --hidden 2048,2048 --quiet --output MODEL", "and this machine has")]
    [InlineData("train TABLE --target kind --epochs 1 --output MODEL", "the memory of this machine is not enough")]
    public void A_heap_that_is_too_small_is_one_line(string command, string reason)
    {
        string table = _workspace.Write("table.csv", "x,y,kind\n" + string.Concat(Enumerable.Range(0, 200_000).Select(row => $"{row},{row % 97},{row % 3}\n")));
        _workspace.Train("iris").Succeeded();
        byte[] before = File.ReadAllBytes(_workspace.Model);
        string[] words = command.Replace("MODEL", _workspace.Model, StringComparison.Ordinal).Replace("TABLE", table, StringComparison.Ordinal).Split(' ');
        var process = new ProcessStartInfo("dotnet", [CommandProcess.Program, .. words]);
        process.Environment["DOTNET_GCHeapHardLimit"] = "0x800000";
        Refused(process, reason);
        Assert.Equal(before, File.ReadAllBytes(_workspace.Model));
        Assert.Equal(["model.safetensors", "table.csv"], _workspace.Names);
        Assert.Equal(Integrity.Verified, SafeTensors.Read(_workspace.Model).Integrity);
    }

    private static void Refused(ProcessStartInfo start, string reason)
    {
        var ended = CommandProcess.Run(start, _ => { });
        string line = Assert.Single(ended.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Equal(2, ended.ExitCode);
    }
}
