namespace Backprop.Long.Reporting;

/// <summary>What the product promises, each with what stands for it at every change; long tests name the numbers themselves.</summary>
internal static class Guarantees
{
    /// <summary>The promise and its proof, the first one being number 1.</summary>
    public static IReadOnlyList<(string Promise, string Proof)> All { get; } =
    [
        ("Same seed, same bits: for any number of threads, at every vector width.",
            "Committed fingerprints of twenty trainings, compared on 1, 2, 3 and 8 threads (`FingerprintTests`), and the engine's tests again at each width that the processor would not choose (`.ci/run`)."),
        ("Resume anywhere, even after `kill -9`, ends in the same bits as the run that was never interrupted.",
            "From every batch of short runs, every optimizer, dropout, normalization, schedules, augmentation, under other numbers of threads (`ResumeTests`); fifty kills at random moments (`KillTests`)."),
        ("A checkpoint that can be seen is complete; the last good one is never lost.",
            "Every operation of a save fails once (`CheckpointDirectoryTests`, `AtomicFileTests`); the power fails after each, and each subset of what was not synced is lost or kept (`PowerLossTests`); four savers of one path under the eyes of readers (`ConcurrentSavingTests`)."),
        ("Any flipped or missing byte is detected, and the generation before it is used.",
            "Every bit flip and every truncation of a checkpoint and of a model (`CheckpointDirectoryTests`, `SafeTensorsDamageTests`, `ModelFileTests`)."),
        ("Files never run code, open other paths, or allocate beyond a stated bound.",
            "Ten thousand mutants for each of ten readers, refused in one line or loaded, within their bound of memory; the densest files; a corpus of what did harm (`MutationTests`, `DensestFileTests`); files name kinds of layers and nothing else ([file-format.md](file-format.md#what-every-reader-may-take))."),
        ("Every gradient is verified against finite differences or dual numbers, to a relative 1e-9, in double.",
            "Five hundred random networks at every run: the reference's backward pass against its forward pass in dual numbers, compiled from the same source, to 1e-9 (`DualNumberTests`), dual numbers against finite differences for every activation and layer; the engine against the reference at every vector width (`EngineAgainstReferenceTests`), and its error against what random roundings of the reference scatter by (`RoundingTests`)."),
        ("No silent NaN: no update with, and no save of, numbers that are not finite.",
            "Divergence names epoch and batch, and leaves no trace in the parameters; a checkpoint or model that is not finite is refused (tests of `Training` and `Models`)."),
        ("A local web page of the product is out of reach for any other site.",
            "There is no such page: reports and explanations are files that load nothing (`HtmlPageTests`, `ReportPageTests`)."),
        ("Every export is read back, run and compared before success is reported.",
            "There is no export yet beside the model file itself, whose round trips are tested for every kind of layer."),
        ("Same data, same numbers, in every locale.",
            "The program is built with the invariant culture alone; a process under `de_DE` prints the same bytes (`ProcessTests`); random tables are read with the same bits under ten cultures (`RoundTripTests`)."),
        ("Files are byte-reproducible, and readable by every later version.",
            "Files of the same training are equal byte for byte; the format is versioned and written down ([file-format.md](file-format.md))."),
        ("Disk full, out of memory, Ctrl-C: documented exit code, no half-written file.",
            "Signals, a full standard output, a limit of a file's size and of the heap, every failing operation of a save (`ProcessTests`, `LimitTests`, `AtomicFileTests`)."),
    ];
}
