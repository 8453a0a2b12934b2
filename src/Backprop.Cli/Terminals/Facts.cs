using Spectre.Console;

namespace Backprop.Cli.Terminals;

/// <summary>Lines of a label and what there is to say about it, in two columns.</summary>
internal sealed class Facts(CommandEnvironment environment)
{
    /// <summary>Columns of the label and of the space behind it.</summary>
    public const int Indent = 12;

    private readonly IAnsiConsole _console = Screen.Create(environment);

    /// <summary>A label with text, wrapped on a terminal and one line elsewhere.</summary>
    public void Write(string label, string text)
    {
        text = ErrorLine.Printable(text);
        string[] lines = environment.Terminal.IsLive ? [.. Wrap(text, environment.Terminal.Width - Indent - 1)] : [text];
        for (int line = 0; line < lines.Length; line++)
            Line($"[bold]{Markup.Escape((line == 0 ? label : "").PadRight(Indent))}[/]{Markup.Escape(lines[line])}");
    }

    /// <summary>A label with words to copy: never wrapped, whatever the width.</summary>
    public void WriteVerbatim(string label, string text)
    {
        text = ErrorLine.Printable(text);
        if (environment.Terminal.IsLive) _console.Write(new Markup($"[bold]{Markup.Escape(label.PadRight(Indent))}[/]"));
        else environment.Out.Write(label.PadRight(Indent));
        environment.Out.WriteLine(text);
    }

    /// <summary>An empty line.</summary>
    public void Space() => environment.Out.WriteLine();

    /// <summary>A line of markup; off a terminal it goes out as plain text, however long it is.</summary>
    public void Line(string markup)
    {
        markup = ErrorLine.Printable(markup);
        if (environment.Terminal.IsLive) _console.MarkupLine(markup);
        else environment.Out.WriteLine(Markup.Remove(markup).TrimEnd());
    }

    /// <summary>Lines of at most some columns, broken at spaces; a longer word stands alone.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }
        yield return line;
    }
}
