namespace Backprop.Cli.Tests;

/// <summary>An output that tells of each line or text, so that a signal can come when it is written.</summary>
internal sealed class WatchedWriter(Action<string> written) : StringWriter
{
    public override void Write(string? value)
    {
        base.Write(value);
        written(value ?? "");
    }

    public override void WriteLine(string? value)
    {
        base.Write(value + "\n");
        written(value ?? "");
    }
}
