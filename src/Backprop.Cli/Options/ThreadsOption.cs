using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>How many threads share the work.</summary>
internal sealed class ThreadsOption
{
    private const int Most = 1024;

    private readonly ValueOption<int?> _option = new(
        "--threads", "N", "Threads that share the work; results do not depend on them.", text => Read.Whole(text, 1, Most))
    { DefaultText = "one for each physical core" };

    public Option Option => _option;

    /// <summary>The number that will be used.</summary>
    public int Of(ParseResult result) => _option.Of(result) ?? Engine.DefaultThreads;
}
