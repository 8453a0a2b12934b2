namespace Backprop.Long.Reporting;

/// <summary>What the last run of a long test came to; a file of docs/reliability.</summary>
internal sealed record LongResult
{
    public required string Name { get; init; }

    public required string Unit { get; init; }

    /// <summary>Cases that were run.</summary>
    public required long Done { get; init; }

    /// <summary>Cases that make the test whole.</summary>
    public required long Required { get; init; }

    public required long Failed { get; init; }

    /// <summary>The first failures, a line each.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    public required double Seconds { get; init; }

    public required int Seed { get; init; }

    /// <summary>What was measured beside.</summary>
    public required IReadOnlyDictionary<string, string> Notes { get; init; }

    public required string Processor { get; init; }

    /// <summary>The day, in UTC.</summary>
    public required string Date { get; init; }
}
