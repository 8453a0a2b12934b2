using System.Runtime.Versioning;
using Backprop.Files;

namespace Backprop.Tests.Files;

public class AtomicFileTests
{
    private static readonly byte[] Old = [1, 1, 1], New = [2, 2, 2, 2];
    private static readonly Action<Stream> WriteNew = stream => stream.Write(New);

    [Fact]
    public void A_file_is_created_and_replaced_and_nothing_else_is_left()
    {
        using var directory = new TemporaryDirectory();
        AtomicFile.Write(directory["file"], stream => stream.Write(Old));
        Assert.Equal(Old, File.ReadAllBytes(directory["file"]));
        AtomicFile.Write(directory["file"], WriteNew);
        Assert.Equal(New, File.ReadAllBytes(directory["file"]));
        Assert.Equal(["file"], directory.Names);
    }

    [Fact]
    public void The_writer_works_on_a_temporary_file_beside_the_old_one()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["file"], Old);
        AtomicFile.Write(directory["file"], stream =>
        {
            stream.Write(New);
            stream.Flush();
            Assert.Equal(Old, File.ReadAllBytes(directory["file"]));
            Assert.Single(directory.Names, name => name.StartsWith(AtomicFile.TemporaryPrefix, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_writer_that_throws_leaves_the_old_file_and_no_other()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["file"], Old);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(directory["file"], stream =>
        {
            stream.Write(New);
            throw new InvalidOperationException();
        }));
        Assert.Equal(Old, File.ReadAllBytes(directory["file"]));
        Assert.Equal(["file"], directory.Names);
    }

    [Fact]
    public void Whichever_operation_meets_a_full_disk_the_file_is_old_or_new_and_no_other_is_left()
    {
        List<string> failed = [];
        for (int failing = 1; ; failing++)
        {
            using var directory = new TemporaryDirectory();
            File.WriteAllBytes(directory["file"], Old);
            var files = new FaultyFileSystem(failing, DiskFull);
            Exception? e = Record.Exception(() => AtomicFile.Write(directory["file"], Save, files));
            Assert.Equal(["file"], directory.Names);
            bool complete = files.Failed is null or "sync";
            Assert.Equal(complete ? [.. New, .. New] : Old, File.ReadAllBytes(directory["file"]));
            if (files.Failed is null) break;
            failed.Add(files.Failed);
            Assert.StartsWith(directory["file"], e!.Message, StringComparison.Ordinal);
            if (complete) Assert.Contains("the file is in place", Assert.IsType<IOException>(e).Message, StringComparison.Ordinal);
            else Assert.Contains("the disk is full; nothing was changed", Assert.IsType<InvalidInputException>(e).Message, StringComparison.Ordinal);
        }
        Assert.Equal(["create", "write", "write", "flush", "rename", "sync"], failed);

        static void Save(Stream stream)
        {
            stream.Write(New);
            stream.Write(New);
        }
    }

    [Fact]
    public void Whatever_is_thrown_no_temporary_file_is_left()
    {
        using var directory = new TemporaryDirectory();
        var files = new FaultyFileSystem(2, () => new InvalidOperationException("unforeseen"));
        Assert.Equal("unforeseen", Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(directory["file"], WriteNew, files)).Message);
        Assert.Equal("write", files.Failed);
        Assert.Empty(directory.Names);
    }

    [Fact]
    public void A_failing_disk_is_no_fault_of_the_path()
    {
        using var directory = new TemporaryDirectory();
        const int InputOutputError = 5;
        var files = new FaultyFileSystem(3, () => new IOException("Input/output error", InputOutputError));
        string line = Assert.Throws<IOException>(() => AtomicFile.Write(directory["file"], WriteNew, files)).Message;
        Assert.Equal($"{directory["file"]}: writing failed: Input/output error", line);
        Assert.Empty(directory.Names);
    }

    [Fact]
    public void Paths_that_cannot_be_written_say_why_before_and_while_writing()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["file"], Old);
        File.WriteAllBytes(directory["read-only"], Old);
        File.SetAttributes(directory["read-only"], FileAttributes.ReadOnly);
        Expect("missing/file", $"the folder {directory["missing"]} does not exist. Create it");
        Expect("file/file", $"{directory["file"]} is a file. Choose another folder");
        Expect("", "is a folder");
        Expect("new/", "is a folder");
        Expect("read-only", "is read-only");
        Expect(new string('x', 300), "too long");
        Assert.Equal(["file", "read-only"], directory.Names);
        Assert.Contains("empty", Refusal.Of(() => AtomicFile.Write("", WriteNew)), StringComparison.Ordinal);
        File.SetAttributes(directory["read-only"], FileAttributes.Normal);

        void Expect(string name, string reason)
        {
            string path = directory[name];
            string line = Refusal.Of(() => AtomicFile.Write(path, WriteNew));
            Assert.StartsWith(path[..Math.Min(path.Length, 100)], line, StringComparison.Ordinal);
            Assert.Contains(reason, line, StringComparison.Ordinal);
            Assert.Equal(line, Refusal.Of(() => AtomicFile.ThrowIfUnwritable(path)));
        }
    }

    [Fact]
    public void Asking_whether_a_path_is_writable_changes_nothing()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["file"], Old);
        AtomicFile.ThrowIfUnwritable(directory["file"]);
        AtomicFile.ThrowIfUnwritable(directory["other"]);
        Assert.Equal(["file"], directory.Names);
        Assert.Equal(Old, File.ReadAllBytes(directory["file"]));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_without_write_permission_is_refused()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("File modes are a thing of Unix.");
        if (Environment.IsPrivilegedProcess) Assert.Skip("The superuser may write everywhere.");
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["closed"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains("no permission to write", Refusal.Of(() => AtomicFile.Write(directory["closed/file"], WriteNew)), StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_permissions_of_a_replaced_file_are_kept()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("File modes are a thing of Unix.");
        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["file"], Old);
        File.SetUnixFileMode(directory["file"], Shared);
        AtomicFile.Write(directory["file"], WriteNew);
        Assert.Equal(Shared, File.GetUnixFileMode(directory["file"]));
        Assert.Equal(New, File.ReadAllBytes(directory["file"]));
    }

    [Fact]
    public void A_symbolic_link_stays_and_its_target_is_replaced()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Symbolic links need a privilege on Windows.");
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["folder"]);
        File.WriteAllBytes(directory["folder/target"], Old);
        File.CreateSymbolicLink(directory["link"], "folder/target");
        File.CreateSymbolicLink(directory["dangling"], "folder/fresh");
        File.CreateSymbolicLink(directory["loop"], "loop");
        AtomicFile.Write(directory["link"], WriteNew);
        AtomicFile.Write(directory["dangling"], WriteNew);
        Assert.Equal("folder/target", new FileInfo(directory["link"]).LinkTarget);
        Assert.Equal(New, File.ReadAllBytes(directory["folder/target"]));
        Assert.Equal(New, File.ReadAllBytes(directory["folder/fresh"]));
        Assert.Contains("the symbolic link cannot be followed", Refusal.Of(() => AtomicFile.Write(directory["loop"], WriteNew)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_written_and_never_replaced()
    {
        if (!File.Exists("/dev/full")) Assert.Skip("There is no /dev/full here.");
        using var directory = new TemporaryDirectory();
        File.CreateSymbolicLink(directory["link"], "/dev/full");
        Assert.Contains("/dev/full: the disk is full", Refusal.Of(() => AtomicFile.Write("/dev/full", WriteNew)), StringComparison.Ordinal);
        Assert.Contains("the disk is full", Refusal.Of(() => AtomicFile.Write(directory["link"], WriteNew)), StringComparison.Ordinal);
        AtomicFile.Write("/dev/null", WriteNew);
        Assert.Equal([], File.ReadAllBytes("/dev/null"));
        Assert.Contains("there is no such device", Refusal.Of(() => AtomicFile.Write("/dev/no-such-device", WriteNew)), StringComparison.Ordinal);
    }

    private static IOException DiskFull()
    {
        const int NoSpace = 28, WindowsDiskFull = unchecked((int)0x80070070);
        return new IOException("No space left on device", OperatingSystem.IsWindows() ? WindowsDiskFull : NoSpace);
    }
}
