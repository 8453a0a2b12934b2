namespace Backprop.Cli.Terminals;

/// <summary>Symbols, with plain ASCII where a terminal has no Unicode.</summary>
internal sealed class Glyphs(Terminal terminal)
{
    /// <summary>From empty to full.</summary>
    public string Levels => terminal.HasUnicode ? "▁▂▃▄▅▆▇█" : "_.-:=+*#";

    public string Arrow => terminal.HasUnicode ? "→" : "->";

    public string Squared => terminal.HasUnicode ? "²" : "2";

    public string Dash => terminal.HasUnicode ? "–" : "-";
}
