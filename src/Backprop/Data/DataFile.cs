namespace Backprop.Data;

/// <summary>Opens files of data, gzipped or not; whatever goes wrong is told in one line with the path.</summary>
public static class DataFile
{
    /// <summary>
    /// A stream over the file's content, forward only. Gzip (RFC 1952) is recognized by its first two bytes, 1F 8B, not by
    /// the file's name, is decompressed while reading, and must be complete: checksums right, nothing missing, nothing after it.
    /// </summary>
    /// <param name="path">The file to read.</param>
    /// <exception cref="InvalidInputException">
    /// Here: no such file, a directory, no permission. While reading: damaged or truncated gzip data, an input/output error, or
    /// more content than 64 MiB + 100 × the compressed bytes.
    /// </exception>
    public static Stream OpenRead(string path) => OpenRead(path, null);

    /// <summary>The same, counting the bytes that are read.</summary>
    internal static Stream OpenRead(string path, ByteMeter? meter)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Over(path, Open(path), meter);
    }

    /// <summary>The same for a stream that is open already, which is disposed with the result.</summary>
    /// <param name="path">What messages call it.</param>
    /// <param name="file">The stream.</param>
    /// <param name="meter">Counts the bytes that are read; null (the default) for nobody.</param>
    internal static Stream Over(string path, Stream file, ByteMeter? meter = null)
    {
        try
        {
            var head = new byte[2];
            int length = new SourceStream(path, file).ReadAtLeast(head, 2, throwOnEndOfStream: false);
            bool gzipped = length == 2 && head is [0x1F, 0x8B];
            var source = new SourceStream(path, file, head.AsMemory(0, length), gzipped ? GunzipStream.EndMember : default, meter);
            return gzipped ? new GunzipStream(path, source) : source;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static FileStream Open(string path)
    {
        if (path.Length == 0) throw new InvalidInputException("The name of the data file is empty; give the path of a file.");
        if (path.Contains('\0')) throw new InvalidInputException("The name of the data file contains a NUL character; give the path of a file.");
        if (Directory.Exists(path)) throw new InvalidInputException($"{path} is a directory; give the path of a file.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException($"{path} does not exist; check the path.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new InvalidInputException($"{path} cannot be read: permission denied; make it readable for this user.", error);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"{path} cannot be opened: {error.Message}", error);
        }
    }
}
