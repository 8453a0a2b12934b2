namespace Backprop.Explain;

/// <summary>One phase, or what stands before the first.</summary>
/// <param name="Phase">Which; null for the notation.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Steps">Its steps, in the order in which they are computed.</param>
internal sealed record ExplanationSection(ExplanationPhase? Phase, string Heading, IReadOnlyList<ExplanationStep> Steps);

/// <summary>What one neuron, edge or layer computes in a phase: remarks, then formulas, then tables.</summary>
internal sealed record ExplanationStep(string Heading)
{
    /// <summary>The neuron that it is about; null for a step about more than one.</summary>
    public NeuronId? Neuron { get; init; }

    /// <summary>Remarks before the formulas, a paragraph each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The formulas.</summary>
    public IReadOnlyList<Formula> Formulas { get; init; } = [];

    /// <summary>The tables behind them.</summary>
    public IReadOnlyList<ExplanationTable> Tables { get; init; } = [];
}

/// <summary>A table.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The heading of each column.</param>
/// <param name="Rows">Its rows, a cell for each column.</param>
internal sealed record ExplanationTable(string Caption, IReadOnlyList<Expression> Columns, IReadOnlyList<IReadOnlyList<Expression>> Rows)
{
    /// <summary>How many of the last rows sum up the others, and are set apart.</summary>
    public int SummaryRows { get; init; }
}
