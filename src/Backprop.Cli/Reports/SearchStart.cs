using Backprop.Cli.Data;

namespace Backprop.Cli.Reports;

/// <summary>What is about to be searched.</summary>
/// <param name="Loaded">The data.</param>
/// <param name="Search">The search.</param>
/// <param name="Options">What it is around.</param>
internal sealed record SearchStart(LoadedData Loaded, ModelSearch Search, ModelOptions Options)
{
    /// <summary>The file of the study; null for none.</summary>
    public string? Study { get; init; }

    /// <summary>Data points held out for the test.</summary>
    public int TestRows { get; init; }

    /// <summary>Data points held out for validation.</summary>
    public int ValidationRows => Search.ValidationRows;
}

/// <summary>What a search came to.</summary>
/// <param name="Result">Its trials and the model.</param>
/// <param name="ModelPath">The file of the model.</param>
/// <param name="ModelBytes">Its length in bytes.</param>
internal sealed record SearchOutcome(SearchResult Result, string ModelPath, long ModelBytes)
{
    /// <summary>The model on the test data; null without any.</summary>
    public Assessment? Test { get; init; }

    /// <summary>The command that predicts with the model.</summary>
    public required string PredictCommand { get; init; }
}
