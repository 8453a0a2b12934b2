using Backprop.Cli.Options;
using Backprop.Data;

namespace Backprop.Cli.Data;

/// <summary>What the word DATA of a command line means.</summary>
/// <param name="Word">The word.</param>
/// <param name="Kind">What it leads to.</param>
internal sealed record DataLocation(string Word, DataKind Kind)
{
    /// <summary>The kind as a message says it.</summary>
    public string KindName => Kind switch
    {
        DataKind.BuiltIn => "a built-in data set",
        DataKind.Idx => "an IDX file",
        _ => "a table",
    };

    private const string StandardInput = "-";

    /// <summary>The path; null for data that are no file.</summary>
    public string? File => Kind == DataKind.BuiltIn || Word == StandardInput || IsPattern(Word) ? null : Word;

    /// <summary>Whether it may be read more than once, which the standard input and pipes may not.</summary>
    public bool IsReadAgain => Word != StandardInput && (File is null || FinalTarget.LengthOf(File) > 0);

    /// <summary>A built-in name, or else a file, whose content tells its kind whatever its name is.</summary>
    /// <param name="word">The word.</param>
    /// <param name="labelsGiven">Whether labels were given, which only IDX images have.</param>
    /// <exception cref="InvalidInputException">It is neither, or the file cannot be read.</exception>
    public static DataLocation Find(string word, bool labelsGiven = false)
    {
        if (BuiltInDatasets.Names.Contains(word)) return new DataLocation(word, DataKind.BuiltIn);
        if (word == StandardInput || IsPattern(word)) return new DataLocation(word, DataKind.Table);
        if (word.StartsWith('-') && !System.IO.File.Exists(word))
            throw new InvalidInputException($"'{word}' is no option of this command and no file: --help lists the options, '{CommandPath.Program} --version' tells the version.");
        if (!System.IO.File.Exists(word) && !Directory.Exists(word))
            throw new InvalidInputException(
                $"There is no data set and no file '{word}': give a built-in name ({string.Join(", ", BuiltInDatasets.Names)}) or the path of a table (CSV, TSV, NPY, NPZ) or of IDX images, gzipped or not.{Spelling.Suggest(word, BuiltInDatasets.Names)}");
        return new DataLocation(word, labelsGiven || StartsAsIdx(word) ? DataKind.Idx : DataKind.Table);
    }

    /// <summary>Whether a word stands for files, of whatever name is like it.</summary>
    private static bool IsPattern(string word) => Path.GetFileName(word).AsSpan().ContainsAny('*', '?') && !System.IO.File.Exists(word);

    /// <summary>IDX files begin with two zero bytes, which no text has.</summary>
    private static bool StartsAsIdx(string path)
    {
        // A pipe, also one behind a link (/dev/stdin, /dev/fd/63), has no length and can be read only once.
        if (!Directory.Exists(path) && FinalTarget.LengthOf(path) == 0) return false;
        using var stream = DataFile.OpenRead(path);
        var head = new byte[2];
        return stream.ReadAtLeast(head, 2, throwOnEndOfStream: false) == 2 && head is [0, 0];
    }
}
