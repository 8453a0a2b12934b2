using System.IO.Compression;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests;

/// <summary>A directory of one test, and the command line run in this process.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("backprop-cli-tests-").FullName;

    /// <summary>The full path of a file in it.</summary>
    public string this[string name] => Path.Combine(_path, name);

    /// <summary>What is in it.</summary>
    public string[] Names => [.. Directory.GetFileSystemEntries(_path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public string Model => this["model.safetensors"];

    /// <summary>Runs a command line whose output is no terminal.</summary>
    public static CommandRun Run(params string[] arguments) => RunOn(Terminal.None, arguments);

    /// <summary>Runs a command line on a terminal of some kind.</summary>
    public static CommandRun RunOn(Terminal terminal, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(code => throw new InvalidOperationException($"exit {code}"));
        int exitCode = CommandLine.Run(arguments, new CommandEnvironment(output, error, terminal, interruption, "backprop"));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Trains with a few epochs and no output but the model.</summary>
    public CommandRun Train(string data, params string[] options) =>
        Run(["train", data, "--output", Model, "--epochs", "3", "--threads", "1", .. options]);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(bytes);
        return stream.ToArray();
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
