namespace Backprop.Files;

/// <summary>
/// Turns what the operating system says about a path into one line that names the path and the fix.
/// Faults of the user's path or disk become <see cref="InvalidInputException"/>; other failures of storage stay
/// <see cref="IOException"/>, with the path; null: not about files, let it pass.
/// </summary>
internal static class FileErrors
{
    public static void ThrowIfNoFileName(string path)
    {
        if (path.Length == 0 || path.Contains('\0')) throw new InvalidInputException("The file name is empty or has a NUL character. Give a path.");
    }

    public static Exception? Reading(string path, Exception e)
    {
        string shown = Printable.Path(path);
        string? fault = e switch
        {
            FileNotFoundException => "there is no such file. Check the path",
            DirectoryNotFoundException => "there is no such folder. Check the path",
            PathTooLongException => "the path is too long. Check it",
            UnauthorizedAccessException when Directory.Exists(path) => "is a folder. Give a file",
            UnauthorizedAccessException => "no permission to read it. Change its permissions, or run as its owner",
            _ => null,
        };
        if (fault is not null) return new InvalidInputException($"{shown}: {fault}.", e);
        return e is IOException ? new IOException($"{shown}: reading failed: {e.Message}", e) : null;
    }

    public static Exception? Writing(string path, Exception e)
    {
        string shown = Printable.Path(path);
        string? fault = e switch
        {
            FileNotFoundException => "there is no such device. Check the path",
            DirectoryNotFoundException when File.Exists(Path.GetDirectoryName(path)) => $"cannot be written because {Folder(path)} is a file. Choose another folder",
            DirectoryNotFoundException => $"cannot be written because the folder {Folder(path)} does not exist. Create it, or choose another",
            PathTooLongException => "the file name or path is too long. Choose a shorter one",
            UnauthorizedAccessException => $"no permission to write in the folder {Folder(path)}. Change its permissions, or choose another",
            IOException => Storage(e.HResult),
            _ => null,
        };
        if (fault is not null) return new InvalidInputException($"{shown}: {fault}.", e);
        return e is IOException ? new IOException($"{shown}: writing failed: {e.Message}", e) : null;
    }

    private static string Folder(string path) =>
        Path.GetDirectoryName(path) is { Length: > 0 } folder ? Printable.Path(folder) : "it would stand in";

    /// <summary>errno on Unix (Linux and BSD/macOS numbers), an HRESULT of the Win32 code on Windows.</summary>
    private static string? Storage(int code) => code switch
    {
        28 or unchecked((int)0x80070070) or unchecked((int)0x80070027) =>
            "the disk is full; nothing was changed. Free some space, or choose another disk",
        122 or 69 => "the disk quota is used up; nothing was changed. Free some space, or choose another disk",
        27 => "the file would exceed the file size limit; nothing was changed. Raise the limit, or choose another disk",
        30 or unchecked((int)0x80070013) => "the disk is read-only. Choose another",
        _ => null,
    };
}
