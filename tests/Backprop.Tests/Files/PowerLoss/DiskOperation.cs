namespace Backprop.Tests.Files.PowerLoss;

/// <summary>What was asked of a disk, in the order in which it was asked.</summary>
/// <param name="Kind">What.</param>
/// <param name="Path">The file or folder; of a rename the old name.</param>
/// <param name="To">The new name of a rename, otherwise empty.</param>
/// <param name="Data">What a write appended, otherwise empty.</param>
internal sealed record DiskOperation(DiskOperationKind Kind, string Path, string To, byte[] Data);

internal enum DiskOperationKind
{
    CreateDirectory,
    Create,
    Write,
    Flush,
    Rename,
    Delete,
    SyncDirectory,
}
