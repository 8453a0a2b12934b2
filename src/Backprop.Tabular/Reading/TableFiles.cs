using Backprop.Data;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Opens files as one table: text with delimiters, NPY or NPZ, which the first bytes tell, gzipped or not.</summary>
internal static class TableFiles
{
    /// <summary>What stands for the standard input.</summary>
    public const string StandardInput = "-";

    /// <param name="paths">Files, patterns with * and ?, or <see cref="StandardInput"/>.</param>
    /// <param name="header">Whether text has a header; null to find out.</param>
    /// <param name="delimiter">What stands between cells of text; null to find out.</param>
    /// <param name="input">The standard input where it is copied already; null (the default) to read it as it comes.</param>
    /// <param name="meter">Counts the bytes that are read; null (the default) for nobody.</param>
    /// <exception cref="InvalidInputException">A file cannot be read, or the files do not have the same columns.</exception>
    public static TableSource Open(IReadOnlyList<string> paths, bool? header, char? delimiter, InputCopy? input = null, ByteMeter? meter = null)
    {
        CsvSource.RequireDelimiter(Printable.Path(paths[0]), delimiter);
        string[] files = Expand(paths);
        return files.Length == 1 ? OpenOne(files[0], header, delimiter, input, meter) : new JoinedSource(files, path => OpenOne(path, header, delimiter, input, meter));
    }

    /// <summary>The files that patterns stand for, those of each pattern in ordinal order.</summary>
    public static string[] Expand(IEnumerable<string> paths) => [.. paths.SelectMany(Expand)];

    private static string[] Expand(string path)
    {
        string pattern = Path.GetFileName(path);
        if (!pattern.AsSpan().ContainsAny('*', '?') || File.Exists(path)) return [path];
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        string[] found = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)] : [];
        return found.Length > 0 ? found : throw new InvalidInputException($"No file is called like {Printable.Path(path)}; check the pattern.");
    }

    private static TableSource OpenOne(string path, bool? header, char? delimiter, InputCopy? input, ByteMeter? meter)
    {
        const string Input = "the standard input";
        bool isInput = path == StandardInput;
        var stream = new HeadStream(!isInput ? DataFile.OpenRead(path, meter) : DataFile.Over(Input, input?.Open() ?? Console.OpenStandardInput(), meter));
        try
        {
            ReadOnlySpan<byte> head = stream.Peek();
            if (head.StartsWith(NpyArray.Magic)) return new NumpySource(path, [NpyArray.Read(Printable.Path(path), "", stream)]);
            if (head.StartsWith(NpzArchive.Magic)) return new NumpySource(path, NpzArchive.Read(path, stream));
            if (FileKind.Of(head) is { } kind and not FileKind.Text && !(kind == FileKind.Json && IsNamedAsText(path))) throw NoTable(isInput ? Input : Printable.Path(path), kind);
            return new CsvSource(isInput ? Input : path, stream, header, delimiter);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether a name says that the file is text with delimiters, so that a cell which looks like JSON is a cell.</summary>
    private static bool IsNamedAsText(string path)
    {
        string name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);
    }

    private static InvalidInputException NoTable(string where, string kind) => new(
        $"{where}: seems to be {kind}, not a table. "
        + (kind.EndsWith("image", StringComparison.Ordinal) ? "Images are read from IDX files; a table is CSV, TSV, NPY or NPZ." : "Give CSV, TSV, NPY or NPZ, gzipped or not."));
}
