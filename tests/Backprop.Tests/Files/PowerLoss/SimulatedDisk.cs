namespace Backprop.Tests.Files.PowerLoss;

/// <summary>
/// What a disk may hold when the power fails, as badly as POSIX allows: of a file, what was flushed is there, and of what was written since
/// any sectors, in any order, and any length; of a folder, the names of its last sync, and of the changes since any, in any order, each whole.
/// With the name of a folder everything in it is lost.
/// </summary>
internal sealed class SimulatedDisk
{
    private readonly Dictionary<string, Content> _names, _synced;
    private readonly List<(DiskOperation Operation, Content Content)> _unsynced = [];
    private readonly List<string> _folders = [];

    /// <param name="start">What it holds to begin with, safely: paths and contents.</param>
    public SimulatedDisk(IReadOnlyDictionary<string, byte[]> start)
    {
        _names = start.ToDictionary(file => file.Key, file => new Content { Synced = file.Value, Written = file.Value });
        _synced = new(_names);
    }

    private sealed class Content
    {
        public byte[] Synced { get; set; } = [];

        public byte[] Written { get; set; } = [];
    }

    public void Apply(DiskOperation operation)
    {
        switch (operation.Kind)
        {
            case DiskOperationKind.Write:
                _names[operation.Path].Written = [.. _names[operation.Path].Written, .. operation.Data];
                break;
            case DiskOperationKind.Flush:
                _names[operation.Path].Synced = _names[operation.Path].Written;
                break;
            case DiskOperationKind.SyncDirectory:
                Sync(operation.Path);
                break;
            case DiskOperationKind.CreateDirectory:
                _folders.Add(operation.Path);
                goto default;
            default:
                var content = operation.Kind is DiskOperationKind.Create or DiskOperationKind.CreateDirectory ? new Content() : _names.GetValueOrDefault(operation.Path);
                if (content is null) break;
                _unsynced.Add((operation, content));
                Change(_names, operation, content);
                break;
        }
    }

    /// <summary>What is there when the power is back.</summary>
    public Dictionary<string, byte[]> LosePower(ICrashChoices choices)
    {
        var names = new Dictionary<string, Content>(_synced);
        foreach (var (operation, content) in _unsynced)
            if (choices.Keeps()) Change(names, operation, content);
        foreach (string lost in _folders.Where(folder => !names.ContainsKey(folder)))
            foreach (string name in names.Keys.Where(name => name.StartsWith(lost + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList()) names.Remove(name);
        foreach (string folder in _folders) names.Remove(folder);
        return names.OrderBy(name => name.Key, StringComparer.Ordinal).ToDictionary(
            name => name.Key, name => name.Value.Synced.Length == name.Value.Written.Length ? name.Value.Written : choices.Torn(name.Value.Synced, name.Value.Written));
    }

    private void Sync(string directory)
    {
        foreach (var (operation, content) in _unsynced.Where(IsIn)) Change(_synced, operation, content);
        _unsynced.RemoveAll(IsIn);

        bool IsIn((DiskOperation Operation, Content) change) => Path.GetDirectoryName(change.Operation.Path) == directory;
    }

    private static void Change(Dictionary<string, Content> names, DiskOperation operation, Content content)
    {
        if (operation.Kind is DiskOperationKind.Delete or DiskOperationKind.Rename) names.Remove(operation.Path);
        if (operation.Kind is DiskOperationKind.Create or DiskOperationKind.CreateDirectory) names[operation.Path] = content;
        if (operation.Kind == DiskOperationKind.Rename) names[operation.To] = content;
    }
}
