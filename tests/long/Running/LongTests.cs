namespace Backprop.Long.Running;

/// <summary>All long tests, in the order in which they run; the longest last.</summary>
internal static class LongTests
{
    public static IReadOnlyList<ILongTest> All { get; } =
    [
        new Tests.ResumeEverywhere(),
        new Tests.Fingerprints(),
        Tests.PowerLoss.OfOne,
        Tests.PowerLoss.OfSeveral,
        new Tests.FailingStorage(),
        new Tests.FullDisk(),
        new Tests.FileSizeLimit(),
        new Tests.HeapLimit(),
        new Tests.ConcurrentSaving(),
        Tests.KillAtEveryOperation.OfOne,
        Tests.KillAtEveryOperation.OfSeveral,
        new Tests.Signals(),
        Tests.Kills.OfOne,
        Tests.Kills.OfSeveral,
        new Tests.CheckpointBytes(),
        new Tests.CsvRoundTrips(),
        new Tests.Gradients(),
        new Tests.MutatedFiles(),
        new Tests.AllFloats(),
        new Tests.Soak(),
    ];

    /// <summary>Those of a list of names.</summary>
    /// <exception cref="InvalidInputException">There is none of a name.</exception>
    public static IReadOnlyList<ILongTest> Named(IEnumerable<string> names) =>
        [.. names.Select(name => All.FirstOrDefault(test => test.Name == name)
            ?? throw new InvalidInputException($"--only {name}: there is no such test. There are {string.Join(", ", All.Select(test => test.Name))}."))];
}
