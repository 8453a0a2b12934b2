namespace Backprop.Explain.Tests;

/// <summary>Programs that some tests need and not every machine has.</summary>
internal static class Executables
{
    /// <summary>The first of these programs that the PATH has; otherwise the test is skipped, and says so.</summary>
    public static string Require(params string[] names)
    {
        foreach (string name in names)
            foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
                if (File.Exists(Path.Combine(folder, name))) return Path.Combine(folder, name);
        Assert.Skip($"None of these programs is installed: {string.Join(", ", names)}.");
        throw new InvalidOperationException();
    }
}
