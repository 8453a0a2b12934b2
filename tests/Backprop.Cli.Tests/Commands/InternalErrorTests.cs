using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

/// <summary>What goes wrong without the user's fault.</summary>
public sealed class InternalErrorTests
{
    [Fact]
    public void A_bug_is_one_line_and_exit_code_1() => Run(new InvalidProgramException("odd"), "data", "list").FailedWith(1, "odd", "bug");

    [Fact]
    public void The_stack_is_printed_when_asked_for()
    {
        var run = Run(new InvalidProgramException("odd"), "data", "list", "--verbose");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_behind_the_standard_output_is_no_bug() => Run(new IOException("No space left on device"), "data", "list").FailedWith(2, "No space left");

    [Fact]
    public void Memory_that_does_not_suffice_is_one_line() => Run(new InsufficientMemoryException(), "data", "list").FailedWith(2, "memory");

    private static CommandRun Run(Exception failure, params string[] arguments)
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var output = new FailingWriter(failure);
        using var interruption = new Interruption(_ => { });
        int exitCode = CommandLine.Run(arguments, new CommandEnvironment(output, error, Terminal.None, interruption, "backprop"));
        return new CommandRun(exitCode, "", error.ToString());
    }

    private sealed class FailingWriter(Exception failure) : StringWriter
    {
        public override void WriteLine(string? value) => throw failure;
    }
}
