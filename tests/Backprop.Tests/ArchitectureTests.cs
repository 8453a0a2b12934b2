using System.Text.RegularExpressions;

namespace Backprop.Tests;

/// <summary>
/// The way data flows is visible in the folders: a folder of the engine uses only those that stand before it.
/// Checked on the source, by the names of the types that each folder declares.
/// </summary>
public partial class ArchitectureTests
{
    // "." is src/Backprop itself: the network, its passes and its parameters.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Reference"] = [],
        ["Numerics"] = [],
        ["Files"] = [],
        ["Initializers"] = ["Numerics"],
        ["Activations"] = ["Numerics", "Reference", "Initializers"],
        ["Losses"] = ["Numerics", "Reference", "Activations"],
        ["Optimizers"] = ["Numerics", "Reference"],
        ["Schedules"] = ["Numerics"],
        ["Layers"] = ["Numerics", "Reference", "Initializers", "Activations"],
        ["."] = ["Numerics", "Reference", "Layers"],
        ["Data"] = ["Numerics", "Files"],
        ["Checkpoints"] = ["Numerics", ".", "Files"],
        ["Training"] = ["Numerics", ".", "Checkpoints", "Files", "Losses", "Optimizers", "Schedules", "Data", "Layers"],
        ["Tuning"] = ["Numerics", ".", "Losses", "Optimizers", "Data", "Layers", "Training"],
        ["Models"] = ["Numerics", ".", "Checkpoints", "Losses", "Optimizers", "Schedules", "Data", "Layers", "Activations", "Initializers", "Training", "Tuning", "Files"],
        ["Search"] = ["Numerics", "Files", "Data", "Checkpoints", "Optimizers", "Training", "Models"],
        ["Inspection"] = ["Numerics", ".", "Files", "Losses", "Data", "Training", "Models", "Reference", "Layers", "Activations", "Initializers", "Optimizers"],
    };

    // Of every folder's use: what a network is made of, and the error for wrong input.
    private static readonly string[] Everywhere = ["Parameter", "InvalidInputException", "PlainText"];

    // Kernels are for layers, activations, losses and optimizers; who inspects a model sees its numbers only.
    private static readonly string[] Kernels = ["ILanes", "MatrixProduct", "TiledProduct", "ProductOperands", "ElementaryFunctions"];

    private static readonly Lazy<IReadOnlyList<(string Folder, string File, string Text)>> All = new(() => [.. Read()]);

    [Fact]
    public void Every_folder_of_the_engine_has_its_place() =>
        Assert.Equal(MayUse.Keys.Order(), Sources().Select(source => source.Folder).Distinct().Order());

    [Fact]
    public void A_folder_uses_only_what_stands_before_it()
    {
        var owners = Sources().SelectMany(source => Declared(source.Text).Select(name => (name, source.Folder)))
            .GroupBy(declared => declared.name).ToDictionary(group => group.Key, group => group.Select(declared => declared.Folder).ToHashSet());
        var faults = from source in Sources()
                     from name in Used(source.Text)
                     where owners.ContainsKey(name) && !Everywhere.Contains(name) && !HasMember(source.Folder, name)
                     let homes = owners[name]
                     where !homes.Contains(source.Folder) && !homes.Overlaps(MayUse[source.Folder])
                     select $"{source.File} uses {name} of {string.Join('/', homes)}";
        Assert.True(!faults.Any(), string.Join(Environment.NewLine, faults.Distinct()));
    }

    [Fact]
    public void Inspection_and_training_never_see_the_kernels() =>
        Assert.Empty(from source in Sources()
                     where source.Folder is "Inspection" or "Training" or "Tuning" or "Models"
                     from name in Used(source.Text)
                     where Kernels.Contains(name)
                     select $"{source.File} uses {name}");

    [Fact]
    public void The_engine_uses_no_package_and_no_console()
    {
        string project = File.ReadAllText(Path.Combine(Repository.Root, "src", "Backprop", "Backprop.csproj"));
        Assert.DoesNotContain("PackageReference", project, StringComparison.Ordinal);
        Assert.Empty(Sources().Where(source => Used(source.Text).Contains("Console")).Select(source => source.File));
    }

    [Fact]
    public void Nothing_that_changes_with_the_runtime_or_the_system_reaches_a_number()
    {
        // System.Random makes no promise across versions, and the C runtime's functions differ between systems.
        var forbidden = new Regex(@"\bnew Random\b|\bRandom\.Shared\b|\bMathF?\.(Exp|Log|Log2|Log10|Log1P|Tanh|Sin|Cos|Tan|Pow|Sinh|Cosh|Atan|Cbrt)\b");
        Assert.Empty(Sources().Where(source => source.Folder != "Reference" && forbidden.IsMatch(WithoutComments(source.Text))).Select(source => source.File));
    }

    private static IReadOnlyList<(string Folder, string File, string Text)> Sources() => All.Value;

    private static IEnumerable<(string Folder, string File, string Text)> Read()
    {
        string engine = Path.Combine(Repository.Root, "src", "Backprop");
        foreach (string path in Directory.EnumerateFiles(engine, "*.cs", SearchOption.AllDirectories))
        {
            string[] parts = Path.GetRelativePath(engine, path).Split(Path.DirectorySeparatorChar);
            if (parts[0] is "bin" or "obj") continue;
            yield return (parts.Length == 1 ? "." : parts[0], string.Join('/', parts), File.ReadAllText(path));
        }
    }

    /// <summary>Whether a folder has a member that is called like a type of another: then the name says nothing.</summary>
    private static bool HasMember(string folder, string name)
    {
        var member = new Regex($@"(?m)^\s+(?:[\w<>\[\]?,.]+ )+{name}\b\s*(?:\{{|=>|=|\(|<|;)");
        return Sources().Any(source => source.Folder == folder && member.IsMatch(source.Text));
    }

    private static IEnumerable<string> Declared(string text) =>
        Declaration().Matches(WithoutComments(text)).Select(match => match.Groups[1].Value).Where(name => name is not ("Formula" or "Kernel"));

    private static HashSet<string> Used(string text) =>
        [.. TypeName().Matches(WithoutComments(text)).Select(match => match.Groups[1].Value)];

    private static string WithoutComments(string text) => Strings().Replace(Comment().Replace(text, ""), "\"\"");

    [GeneratedRegex(@"(?m)^(?:public|internal) [\w ]*?\b(?:class|record struct|record|struct|interface|enum) (\w+)")]
    private static partial Regex Declaration();

    // A name behind a dot is a member, not a type; so is one before an argument list, unless it is created.
    [GeneratedRegex(@"(?<![.\w])((?<=new )[A-Z]\w+|[A-Z]\w+(?!\w*(?:<TLanes>)?\())\b(?!\s*(?:=>|\{ get|=[^=>]))")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    [GeneratedRegex("\"(?:[^\"\\\\\\n]|\\\\.)*\"")]
    private static partial Regex Strings();
}
