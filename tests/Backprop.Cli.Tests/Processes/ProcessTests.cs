using System.Diagnostics;
using System.Text.Json;

namespace Backprop.Cli.Tests.Processes;

/// <summary>The real process: its streams, signals and exit codes.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task With_json_the_standard_output_holds_nothing_but_events()
    {
        using var process = Start("train", "iris", "--test", "0.2", "--epochs", "3", "--output", _workspace.Model, "--json");
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ExitCode(process));
        Assert.All(output.TrimEnd('\n').Split('\n'), line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.Equal("", process.StandardError.ReadToEnd());
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("HUP", 129)]
    [InlineData("TERM", 143)]
    public async Task A_signal_stops_and_saves(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signals to send.");
        using var process = Start("train", "digits", "--epochs", "100000", "--patience", "none", "--output", _workspace.Model, "--json");
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (lines.Count == 3) Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        }
        Assert.Equal(exitCode, ExitCode(process));
        var finished = JsonDocument.Parse(lines[^1]).RootElement;
        Assert.Equal("cancelled", finished.GetProperty("stopReason").GetString());
        Assert.Equal(finished.GetProperty("weightsSha256").GetString(), Model.Load(_workspace.Model).Network.Sha256());
        Assert.Equal(["model.safetensors"], _workspace.Names);
    }

    [Fact]
    public void An_error_is_one_line_on_stderr_and_exit_code_2()
    {
        using var process = Start("train", "digts");
        Assert.Equal(2, ExitCode(process));
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        Assert.Single(process.StandardError.ReadToEnd().TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_crash()
    {
        _workspace.Train("digits").Succeeded();
        using var process = Start("predict", _workspace.Model, "digits");
        Assert.StartsWith("prediction,", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        process.StandardOutput.Close();
        Assert.Equal(0, ExitCode(process));
        Assert.Equal("", process.StandardError.ReadToEnd());
    }

    [Theory]
    [InlineData("relu", "softmax", "cross-entropy")]
    [InlineData("gelu", "sigmoid", "binary-cross-entropy")]
    [InlineData("softmax", "tanh", "squared-error")]
    public void The_weights_do_not_depend_on_the_vector_width(string hidden, string output, string loss)
    {
        string[] arguments =
        [
            "train", "digits", "--hidden", "37,20", "--activation", hidden, "--output-activation", output, "--loss", loss,
            "--batch-size", "100", "--epochs", "2", "--output", _workspace.Model, "--json",
        ];
        string Fingerprint(string width)
        {
            using var process = Start(arguments, ("BACKPROP_SIMD", width));
            string[] lines = process.StandardOutput.ReadToEnd().TrimEnd('\n').Split('\n');
            Assert.Equal(0, ExitCode(process));
            Assert.Equal(width, JsonDocument.Parse(lines[0]).RootElement.GetProperty("simd").GetString());
            return JsonDocument.Parse(lines[^1]).RootElement.GetProperty("weightsSha256").GetString()!;
        }
        string scalar = Fingerprint("scalar");
        Assert.All(["128", "256", "512"], width => Assert.Equal(scalar, Fingerprint(width)));
    }

    [Theory]
    [InlineData("train iris --output MODEL")]
    [InlineData("evaluate MODEL iris")]
    [InlineData("predict MODEL iris")]
    [InlineData("explain MODEL --data iris --row 5")]
    [InlineData("check MODEL --data iris")]
    [InlineData("inspect MODEL --data iris")]
    public void An_unknown_vector_width_is_one_line_whatever_is_computed(string command)
    {
        _workspace.Train("iris").Succeeded();
        using var process = Start(command.Replace("MODEL", _workspace.Model, StringComparison.Ordinal).Split(' '), ("BACKPROP_SIMD", "1024"));
        Assert.Equal(2, ExitCode(process));
        Assert.Equal("", process.StandardOutput.ReadToEnd());
        string line = Assert.Single(process.StandardError.ReadToEnd().TrimEnd('\n').Split('\n'));
        Assert.StartsWith("error: The environment variable BACKPROP_SIMD", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat \"$2\" | dotnet \"$0\" predict \"$1\" /dev/stdin")]
    [InlineData("dotnet \"$0\" predict \"$1\" <(cat \"$2\")")]
    public void A_pipe_loses_no_byte(string script)
    {
        if (!File.Exists("/bin/bash")) Assert.Skip("There is no bash to make the pipe.");
        string data = _workspace.Write("houses.csv", Tables.Houses(40));
        _workspace.Train(data, "--target", "last").Succeeded();
        string program = Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll");
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script, program, _workspace.Model, data]) { RedirectStandardOutput = true })!;
        Assert.Equal(Workspace.Run("predict", _workspace.Model, data).Out, process.StandardOutput.ReadToEnd());
        Assert.Equal(0, ExitCode(process));
    }

    [Fact]
    public void A_full_standard_output_is_named()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("There is no /dev/full here.");
        string program = Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "dotnet \"$0\" data list >/dev/full", program]) { RedirectStandardError = true })!;
        Assert.StartsWith("error: the standard output cannot be written: ", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
        Assert.Equal(2, ExitCode(process));
    }

    [Fact]
    public void The_locale_changes_nothing()
    {
        using var process = Start(["data", "export", "xor", "-"], ("LC_ALL", "de_DE.UTF-8"));
        Assert.Equal(Workspace.Run("data", "export", "xor", "-").Out, process.StandardOutput.ReadToEnd());
        Assert.Equal(0, ExitCode(process));
    }

    private static Process Start(params string[] arguments) => Start(arguments, ("LC_ALL", "C"));

    private static Process Start(string[] arguments, (string Name, string Value) variable)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[variable.Name] = variable.Value;
        return Process.Start(start)!;
    }

    private static int ExitCode(Process process)
    {
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail("The process did not end.");
        }
        return process.ExitCode;
    }
}
