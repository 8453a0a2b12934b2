namespace Backprop.Tests;

/// <summary>Data sets that lie beside the repository and do not belong to it; tests of them are skipped where they are not.</summary>
internal static class SharedData
{
    /// <summary>The path of a file in <c>shared/data</c>, which is looked for beside the repository.</summary>
    public static string Path(string relative)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "data", relative));
        if (!File.Exists(path)) Assert.Skip($"shared/data/{relative} is not beside the repository.");
        return path;
    }
}
