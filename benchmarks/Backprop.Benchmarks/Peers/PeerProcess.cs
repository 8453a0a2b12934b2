using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Backprop.Benchmarks.Peers;

/// <summary>
/// A running peer, which answers each line <c>CASE SECONDS</c> with one JSON line. Between its turns it is stopped as a process:
/// with an active wait its threads would go on spinning, and take the processor from whoever has the turn.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;

    private PeerProcess(Process process, string peer, PeerConfiguration configuration) => (_process, Peer, Configuration) = (process, peer, configuration);

    /// <summary>The peer and its version, such as <c>pytorch 1.13.0</c>.</summary>
    public string Peer { get; }

    public PeerConfiguration Configuration { get; }

    /// <summary>The ways in which a peer's program can be run; none where what it needs is missing.</summary>
    public static IReadOnlyList<PeerConfiguration> List(string script, out string? why)
    {
        try
        {
            using var process = Start(script, ["--list"], new Dictionary<string, string>());
            var listed = new List<PeerConfiguration>();
            while (process.StandardOutput.ReadLine() is { } line) listed.Add(Parse(script, line));
            string error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            why = process.ExitCode == 0 ? null : error;
            return process.ExitCode == 0 ? listed : [];
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or JsonException or KeyNotFoundException)
        {
            why = exception.Message;
            return [];
        }
    }

    /// <summary>Starts a peer; null where it ends before it is ready.</summary>
    public static PeerProcess? TryStart(PeerConfiguration configuration)
    {
        var process = Start(configuration.Script, configuration.Arguments, configuration.Environment);
        // What a library has to say is of no use here, but must not fill the pipe.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            if (process.StandardOutput.ReadLine() is { } ready)
            {
                var answer = JsonDocument.Parse(ready).RootElement;
                Signal.Stop(process);
                return new PeerProcess(process, $"{answer.GetProperty("peer").GetString()} {answer.GetProperty("version").GetString()}", configuration);
            }
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            // What it says is not the protocol's: it is left out like one that ends.
        }
        if (!process.HasExited) process.Kill();
        process.Dispose();
        return null;
    }

    /// <summary>Data points a second; null where the peer cannot do the case or has ended.</summary>
    public double? Measure(string name, double seconds)
    {
        Signal.Continue(_process);
        try
        {
            _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {seconds}"));
            _process.StandardInput.Flush();
            if (_process.StandardOutput.ReadLine() is not { } line) return null;
            var answer = JsonDocument.Parse(line).RootElement;
            return answer.TryGetProperty("samplesPerSecond", out var rate) ? rate.GetDouble() : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
        finally
        {
            Signal.Stop(_process);
        }
    }

    public void Dispose()
    {
        Signal.Continue(_process);
        try
        {
            _process.StandardInput.WriteLine("quit");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended by itself.
        }
        if (!_process.WaitForExit(5000)) _process.Kill();
        _process.Dispose();
    }

    private static PeerConfiguration Parse(string script, string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new PeerConfiguration(
            script, json.GetProperty("configuration").GetString()!,
            json.GetProperty("environment").EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!),
            [.. json.GetProperty("arguments").EnumerateArray().Select(argument => argument.GetString()!)]);
    }

    private static Process Start(string script, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(script, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
