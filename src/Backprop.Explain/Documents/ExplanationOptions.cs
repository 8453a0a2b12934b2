using System.Globalization;

namespace Backprop.Explain;

/// <summary>What of a trace is shown, and how precisely.</summary>
public sealed record ExplanationOptions
{
    /// <summary>The most significant digits that a double has.</summary>
    public const int MostPrecision = 17;

    /// <summary>One phase alone; default null, all of them.</summary>
    public ExplanationPhase? Phase { get; init; }

    /// <summary>One neuron alone; default null, all of a small network and the most influential of a large one.</summary>
    public NeuronId? Neuron { get; init; }

    /// <summary>One weight alone; default null.</summary>
    public EdgeId? Edge { get; init; }

    /// <summary>Significant digits of every number, 1 to 17; default 6.</summary>
    public int Precision { get; init; } = 6;

    /// <summary>Whether every neuron and every term is shown, however many; default false.</summary>
    public bool All { get; init; }

    /// <summary>How many terms of a long sum are shown one by one, the most influential ones; default 8.</summary>
    public int Terms { get; init; } = 8;

    /// <summary>The recorded step to show, by its number; default null, the first recorded one.</summary>
    public int? Step { get; init; }

    /// <summary>The data point whose forward and backward pass are shown, by its place in the batch, from 0; default 0.</summary>
    public int Point { get; init; }

    /// <summary>What the data points are called, one text each, such as <c>row 5</c>; default null, by their number from 1.</summary>
    public IReadOnlyList<string>? PointNames { get; init; }

    /// <summary>Reads a phase: <c>forward</c>, <c>loss</c>, <c>backward</c>, <c>gradient</c> or <c>update</c>.</summary>
    /// <exception cref="InvalidInputException">It is none of these.</exception>
    public static ExplanationPhase ParsePhase(string text)
    {
        foreach (var phase in Enum.GetValues<ExplanationPhase>())
            if (string.Equals(phase.ToString(), text, StringComparison.OrdinalIgnoreCase)) return phase;
        throw new InvalidInputException($"Unknown phase '{text}'. Known: {string.Join(", ", Enum.GetValues<ExplanationPhase>().Select(phase => phase.ToString().ToLowerInvariant()))}.");
    }

    /// <summary>Refuses what the trace does not have.</summary>
    /// <exception cref="InvalidInputException">A neuron, edge, step, point or precision that does not exist.</exception>
    internal void Check(Trace trace)
    {
        if (Precision is < 1 or > MostPrecision) throw new InvalidInputException(Text($"Precision {Precision}: give 1 to {MostPrecision} significant digits."));
        if (Terms < 1) throw new InvalidInputException(Text($"Terms {Terms}: show at least 1 term of a sum."));
        if (Neuron is not null && Edge is not null) throw new InvalidInputException("A neuron and an edge: choose one of the two.");
        if (Neuron?.Checked(trace.Problem) is { Layer: 0 } input)
            throw new InvalidInputException($"Neuron '{input}' is an input: nothing is computed for it. Choose one of the layers 1 to {trace.Problem.Layers.Count}, or an edge such as {input}-1.0.");
        Edge?.Checked(trace.Problem);
        int points = trace.Problem.Inputs.Length;
        if (Point < 0 || Point >= points) throw new InvalidInputException(Text($"Data point {Point} does not exist: the batch has the points 0 to {points - 1}."));
        if (PointNames is { } names && names.Count != points) throw new ArgumentException(Text($"{names.Count} names for {points} data points."));
        if (Step is { } step && trace.Steps.All(recorded => recorded.Step != step))
            throw new InvalidInputException(Text($"Step {step} is not recorded. Recorded: {Recorded(trace)}."));
    }

    private static string Recorded(Trace trace) => trace.Steps.Count == 1 ? Text($"step {trace.Steps[0].Step}") : Text($"the steps {trace.Steps[0].Step} to {trace.Steps[^1].Step}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
