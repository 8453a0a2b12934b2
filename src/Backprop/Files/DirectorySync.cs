using System.Runtime.InteropServices;

namespace Backprop.Files;

/// <summary>fsync of a directory through the C library, which .NET has no call for. On Windows, which journals renames itself, it does nothing.</summary>
internal static partial class DirectorySync
{
    private const int ReadOnly = 0;

    // The same numbers on Linux, macOS and the BSDs; "not supported" differs.
    private const int Interrupted = 4, AccessDenied = 13, Invalid = 22, NotSupportedLinux = 95, NotSupportedBsd = 45;

    /// <exception cref="IOException">The storage failed: a rename in this directory may not outlive a loss of power.</exception>
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            int descriptor = Open(directory, ReadOnly);
            if (descriptor < 0)
            {
                ThrowUnlessUnsupported(directory, Marshal.GetLastPInvokeError());
                return;
            }
            int error = Sync(descriptor);
            _ = Close(descriptor);
            if (error != 0) ThrowUnlessUnsupported(directory, error);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // No C library of that name: the rename stands, and reaches the disk when the system writes it.
        }
    }

    private static int Sync(int descriptor)
    {
        while (FSync(descriptor) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) return error;
        }
        return 0;
    }

    /// <summary>A directory that may be written but not read, or a file system without directory sync, is no failure.</summary>
    private static void ThrowUnlessUnsupported(string directory, int error)
    {
        if (error is AccessDenied or Invalid or NotSupportedLinux or NotSupportedBsd) return;
        throw new IOException($"fsync of {Printable.Path(directory)}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
