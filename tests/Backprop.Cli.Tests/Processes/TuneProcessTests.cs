using System.Diagnostics;

namespace Backprop.Cli.Tests.Processes;

/// <summary>A search whose process is interrupted or killed goes on to the bytes of one that was not.</summary>
public sealed class TuneProcessTests : IDisposable
{
    private const int Kills = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    private string[] Words => ["tune", "digits", "--trials", "12", "--epochs", "27", "--widths", "8..32", "--threads", "1", "--output", _workspace.Model];

    private string Study => _workspace["study.json"];

    [Fact]
    public async Task Kills_at_any_moment_change_no_bit_of_the_model()
    {
        Workspace.Run([.. Words, "--quiet"]).Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        File.Delete(_workspace.Model);
        int kills = 0, killed = 0;
        for (int start = 0; !File.Exists(_workspace.Model); start++)
        {
            Assert.True(start < 4 * Kills, "The search gets nowhere.");
            using var process = Start([.. Words, "--study", Study, .. File.Exists(Study) ? new[] { "--resume" } : []]);
            if (kills < Kills)
            {
                // Each go is killed some lines further: in the middle of a trial, wherever that is.
                for (int line = 0; line < 12 + 3 * kills && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is not null;) line++;
                process.Kill();
                kills++;
            }
            await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode is 0 or 137, error);
            if (process.ExitCode == 137) killed++;
        }
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
        Assert.True(killed > 1, $"{killed} processes were killed.");
    }

    [Fact]
    public async Task After_an_interruption_it_says_how_to_go_on_and_does()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signals to send.");
        Workspace.Run([.. Words, "--quiet"]).Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        File.Delete(_workspace.Model);
        using (var process = Start([.. Words, "--study", Study, "--json"]))
        {
            for (int line = 0; line < 3; line++) await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(130, process.ExitCode);
            Assert.Contains($"error: interrupted; {Study} keeps what was tried. To go on: the same command with --resume.", error, StringComparison.Ordinal);
            Assert.False(File.Exists(_workspace.Model));
        }
        var events = Workspace.Run([.. Words, "--study", Study, "--resume", "--json"]).Succeeded().Events;
        Assert.True(events[0].GetProperty("resumedTrials").GetInt32() > 0);
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
    }

    [Theory]
    [InlineData("scalar")]
    [InlineData("128")]
    [InlineData("256")]
    public async Task The_vector_width_changes_no_bit(string width)
    {
        string[] words = ["tune", "iris", "--trials", "5", "--epochs", "9", "--min-epochs", "3", "--output", _workspace.Model, "--quiet"];
        Workspace.Run([.. words, "--threads", "1"]).Succeeded();
        byte[] expected = File.ReadAllBytes(_workspace.Model);
        using var process = Start([.. words, "--threads", "2"], ("BACKPROP_SIMD", width));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        // A processor may not have the width; then the command says so.
        if (process.ExitCode == 2) Assert.Skip(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(expected, File.ReadAllBytes(_workspace.Model));
    }

    private static Process Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
