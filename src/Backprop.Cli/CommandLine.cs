using System.CommandLine;
using System.CommandLine.Invocation;
using Backprop.Cli.Commands;
using Backprop.Cli.Help;
using Backprop.Cli.Options;

namespace Backprop.Cli;

/// <summary>From the words of a command line to an exit code.</summary>
internal static class CommandLine
{
    // '@' may begin the name of a file or a column: it is no response file here.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command; whatever goes wrong becomes one line on stderr.</summary>
    public static int Run(IReadOnlyList<string> arguments, CommandEnvironment environment)
    {
        try
        {
            var parsed = RootOf(environment).Parse(arguments, Parsing);
            if (parsed.Action is ParseErrorAction) throw new InvalidInputException(UsageError.Of(parsed));
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = environment.Out,
                Error = environment.Error,
            });
        }
        catch (Exception exception)
        {
            var (exitCode, message) = Explain(exception, environment);
            WriteError(environment, message, arguments.Contains(VerboseOption.Name) ? exception : null);
            return exitCode;
        }
    }

    /// <summary>All commands.</summary>
    internal static RootCommand RootOf(CommandEnvironment environment)
    {
        var root = new RootCommand("Trains feed-forward neural networks by back-propagation: fast, reproducible to the bit.")
        {
            new TrainCommand(environment),
            new TuneCommand(environment),
            new EvaluateCommand(environment),
            new PredictCommand(environment),
            new ExplainCommand(environment),
            new CheckCommand(environment),
            new InspectCommand(environment),
            new DataCommand(environment),
            VerboseOption.Create(),
        };
        HelpText.InstallIn(root, environment);
        return root;
    }

    private static (int ExitCode, string Message) Explain(Exception exception, CommandEnvironment environment) => exception switch
    {
        // What several threads did together, or a class did at its first use, fails for the reason within.
        { InnerException: { } reason } when exception is AggregateException or TypeInitializationException => Explain(reason, environment),
        InvalidInputException => (ExitCode.BadInput, exception.Message),
        CommandFailure failure => (failure.ExitCode, failure.Message),
        OperationCanceledException => (environment.Interruption.ExitCode ?? ExitCode.Interrupted, "interrupted; nothing was written."),
        OutOfMemoryException => (ExitCode.BadInput, "the memory of this machine is not enough: use less data, a smaller network or a smaller batch."),
        IOException or UnauthorizedAccessException => (ExitCode.BadInput, exception.Message),
        _ => (ExitCode.InternalError, $"{exception.GetType().Name}: {exception.Message} This is a bug; please report it with the command line and, from {VerboseOption.Name}, the stack."),
    };

    private static void WriteError(CommandEnvironment environment, string message, Exception? details)
    {
        try
        {
            environment.Error.WriteLine(ErrorLine.Of(message));
            if (details is not null) environment.Error.WriteLine(details.ToString());
        }
        catch (IOException)
        {
            // Nobody reads the errors; the exit code says enough.
        }
    }
}
