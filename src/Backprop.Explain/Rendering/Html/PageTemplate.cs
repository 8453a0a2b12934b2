using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Explain;

/// <summary>A page with places, such as {{title}}, that are filled in.</summary>
internal static partial class PageTemplate
{
    /// <summary>Fills the places of a resource. It is gone through once: what is put in is not looked at again.</summary>
    public static string Fill(string name, IReadOnlyDictionary<string, Func<string>> contents) =>
        Place().Replace(Resource(name), place => contents[place.Groups[1].Value]());

    /// <summary>A text that the assembly carries.</summary>
    public static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Backprop.Explain." + name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
