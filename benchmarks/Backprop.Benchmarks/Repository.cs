namespace Backprop.Benchmarks;

/// <summary>Where the repository lies: results are written into it, and peers are found in it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Results => Path.Combine(Root, "benchmarks", "results");

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Backprop.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidInputException("Run the benchmarks from a checkout of the repository: Backprop.slnx is in no folder above the program.");
    }
}
