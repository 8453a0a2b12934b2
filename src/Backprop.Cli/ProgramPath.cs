namespace Backprop.Cli;

/// <summary>How a shell can call this program again.</summary>
internal static class ProgramPath
{
    /// <summary><c>backprop</c> where the program is installed under that name, otherwise the shortest path that works here.</summary>
    public static string OfProcess()
    {
        if (Environment.ProcessPath is not { } process) return CommandPath.Program;
        string name = Path.GetFileNameWithoutExtension(process);
        if (name == CommandPath.Program) return CommandPath.Program;
        return name == "dotnet"
            ? $"dotnet {ShellText.Quote(FromHere(Path.Combine(AppContext.BaseDirectory, $"{typeof(ProgramPath).Assembly.GetName().Name}.dll")))}"
            : ShellText.Quote(FromHere(process));
    }

    private static string FromHere(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        if (relative.Length >= path.Length) return path;
        return relative.Contains(Path.DirectorySeparatorChar) ? relative : Path.Combine(".", relative);
    }
}
