using System.Text;

namespace Backprop.Explain;

/// <summary>
/// An explanation as Markdown for a Git forge: headings, pipe tables, and formulas in <c>math</c> blocks, which GitHub, GitLab and
/// Gitea draw. A formula too long for them, or one of a document with too many, is a block of plain text instead.
/// </summary>
public static class MarkdownRenderer
{
    // GitLab (issues and merge requests) and Gitea draw no block of more than 1000 characters, and older GitLab no more than 50 blocks.
    private const int MostCharacters = 1000;
    private const int MostBlocks = 50;

    private const int Width = 80;

    /// <summary>The document; every line ends with a line feed.</summary>
    public static string Render(Explanation explanation)
    {
        var writer = new MarkdownWriter(explanation.Precision, Width);
        int blocks = explanation.Preface.Concat(explanation.Sections.SelectMany(section => section.Steps)).Count(step => step.Formulas.Count > 0);
        writer.MostCharacters = blocks <= MostBlocks ? MostCharacters : 0;
        var text = new StringBuilder("# ").Append(MarkdownWriter.Escape(explanation.Title)).Append('\n');
        foreach (var step in explanation.Preface) writer.Write(text, step, level: "##");
        foreach (var section in explanation.Sections)
        {
            text.Append("\n## ").Append(MarkdownWriter.Escape(section.Heading)).Append('\n');
            foreach (var step in section.Steps) writer.Write(text, step);
        }
        return text.ToString();
    }
}
