using System.Text;
using Spectre.Console;

namespace Backprop.Cli.Terminals;

/// <summary>Spectre.Console on the standard output, told what the terminal can show instead of guessing it.</summary>
internal static class Screen
{
    private const int Height = 24;

    public static IAnsiConsole Create(CommandEnvironment environment)
    {
        var terminal = environment.Terminal;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.IsLive ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new Output(environment.Out, terminal),
        });
        console.Profile.Capabilities.Unicode = terminal.HasUnicode;
        console.Profile.Capabilities.Ansi = terminal.IsLive;
        console.Profile.Capabilities.Links = false;
        console.Profile.Width = terminal.Width;
        return console;
    }

    private sealed class Output(TextWriter writer, Terminal terminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => terminal.IsLive;

        public int Width => terminal.Width;

        public int Height => Screen.Height;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
