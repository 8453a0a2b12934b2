namespace Backprop.Tests.Hostile;

/// <summary>Every reader of files that a command or a program gives to Backprop.</summary>
internal static class HostileReaders
{
    private static readonly Func<HostileReader>[] Makers =
    [
        () => new HostileSafeTensors(), () => new HostileModel(), () => new HostileCheckpoint(), () => new HostileIdx(labels: false), () => new HostileIdx(labels: true),
        () => new HostileNpy(), () => new HostileNpz(), () => new HostileCsv(), () => new HostileProblem(), () => new HostileCache(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Makers.Select(make =>
    {
        using var reader = make();
        return reader.Name;
    })];

    /// <summary>A reader of its own, with files of its own.</summary>
    public static HostileReader Create(string name) => Makers[Names.Index().Single(entry => entry.Item == name).Index]();
}
