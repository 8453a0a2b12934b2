using System.Text.RegularExpressions;

namespace Backprop.Tests;

/// <summary>The code in docs/derivation.md is the code that runs, and its links lead somewhere.</summary>
public partial class DerivationDocumentTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs");

    [Fact]
    public void Every_excerpt_stands_in_the_file_that_it_names()
    {
        var excerpts = Excerpt().Matches(File.ReadAllText(Path.Combine(Folder, "derivation.md")));
        Assert.NotEmpty(excerpts);
        foreach (Match excerpt in excerpts)
        {
            string source = File.ReadAllText(Path.Combine(Repository.Root, excerpt.Groups["file"].Value));
            Assert.Contains(Normalized(excerpt.Groups["code"].Value), Normalized(source), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_link_of_the_documents_leads_to_a_file()
    {
        foreach (string document in Directory.EnumerateFiles(Folder, "*.md").Concat(Directory.EnumerateFiles(Repository.Root, "*.md")))
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                string target = Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value);
                Assert.True(Path.Exists(target), $"{Path.GetFileName(document)} links to {link.Groups[1].Value}, which does not exist");
            }
    }

    private static string Normalized(string code) => WhiteSpace().Replace(code, " ").Trim();

    [GeneratedRegex("```csharp\\n// (?<file>\\S+)\\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpt();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
