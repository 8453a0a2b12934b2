namespace Backprop.Long.Running;

/// <summary>
/// One test of the long column: a class that says what it proves and how many cases it takes, and runs them until a
/// <see cref="LongRun"/> has had enough. A new one needs its line in <see cref="LongTests.All"/> and nothing else.
/// </summary>
internal interface ILongTest
{
    /// <summary>What <c>--only</c> calls it, and its file in docs/reliability: lower-case words joined by hyphens.</summary>
    string Name { get; }

    /// <summary>What holds when it passes, as a sentence.</summary>
    string Proves { get; }

    /// <summary>The guarantees of <see cref="Reporting.Guarantees"/> that it stands for, by number.</summary>
    IReadOnlyList<int> Guarantees { get; }

    /// <summary>What is counted: <c>kills</c>, <c>files</c>.</summary>
    string Unit { get; }

    /// <summary>How many make it whole.</summary>
    long Required { get; }

    /// <summary>Runs cases while <see cref="LongRun.GoesOn"/>; an exception ends it as a failure.</summary>
    void Run(LongRun run);
}
