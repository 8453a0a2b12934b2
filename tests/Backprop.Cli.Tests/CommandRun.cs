using System.Text.Json;

namespace Backprop.Cli.Tests;

/// <summary>What a command line did.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every line of the output, which must be JSON objects.</summary>
    public JsonElement[] Events => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    public CommandRun Succeeded()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return this;
    }

    /// <summary>Failed with one line on stderr that names all of this, and nothing on stdout.</summary>
    public void Refused(params string[] named)
    {
        FailedWith(2, named);
        Assert.Equal("", Out);
    }

    public void FailedWith(int exitCode, params string[] named)
    {
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.All(named, word => Assert.Contains(word, Error, StringComparison.Ordinal));
        Assert.Equal(exitCode, ExitCode);
    }
}
