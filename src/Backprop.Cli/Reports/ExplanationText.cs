using Backprop.Cli.Terminals;
using Backprop.Explain;
using Spectre.Console;

namespace Backprop.Cli.Reports;

/// <summary>An explanation on the standard output, with colour on a terminal alone.</summary>
internal static class ExplanationText
{
    public static void Write(CommandEnvironment environment, Explanation explanation)
    {
        var terminal = environment.Terminal;
        if (!terminal.HasColor)
        {
            string text = TextRenderer.Render(explanation, terminal.Width);
            environment.Out.Write(string.Join('\n', text.Split('\n').Select(ErrorLine.Printable)));
            return;
        }
        var console = Screen.Create(environment);
        foreach (var line in TextRenderer.Lines(explanation, terminal.Width))
        {
            foreach (var span in line) console.Write(new Text(ErrorLine.Printable(span.Text), StyleOf(span.Role)));
            console.WriteLine();
        }
    }

    private static Style StyleOf(TextRole role) => role switch
    {
        TextRole.Heading => new Style(Color.Aqua, decoration: Decoration.Bold),
        TextRole.Subheading => new Style(decoration: Decoration.Bold),
        TextRole.Result => new Style(Color.Green),
        TextRole.Formula => Style.Plain,
        _ => new Style(decoration: Decoration.Dim),
    };
}
