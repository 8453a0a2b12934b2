namespace Backprop.Tests;

/// <summary>Real data, kept beside the repository because they are too large for it.</summary>
internal static class SharedData
{
    /// <summary>The path of a file such as <c>mnist/t10k-labels-idx1-ubyte.gz</c> in <c>../shared/data</c>; skips the test where it is absent.</summary>
    public static string Path(string name)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "data", name));
        Assert.SkipUnless(File.Exists(path), $"needs shared/data/{name} beside the repository");
        return path;
    }

    /// <summary>The cells of a file of comma-separated values, row by row.</summary>
    public static string[][] Cells(string name) => [.. File.ReadLines(Path(name)).Select(line => line.Split(','))];
}
