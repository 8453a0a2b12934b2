using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>What the command line says of a table; null is for what it leaves open.</summary>
/// <param name="Target">Name or number of the column to predict.</param>
/// <param name="Task">Whether the target is a class or a number.</param>
/// <param name="Header">Whether the first line names the columns.</param>
/// <param name="Delimiter">What separates columns.</param>
internal sealed record TableColumns(string? Target, TableTask? Task, bool? Header, char? Delimiter)
{
    /// <summary>Of two classes the positive one.</summary>
    public string? Positive { get; init; }

    /// <summary>The column whose equal cells stay in one part.</summary>
    public string? Group { get; init; }

    /// <summary>The column whose latest rows are set aside.</summary>
    public string? Time { get; init; }

    /// <summary>The column that says how much each row counts.</summary>
    public string? Weight { get; init; }

    /// <summary>Columns that the network shall not see.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Columns of numbers.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>Columns of categories.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Is told how far reading is; null for nobody.</summary>
    public IProgress<ReadingProgress>? Progress { get; init; }

    /// <summary>Ends reading.</summary>
    public CancellationToken Cancellation { get; init; }
}
