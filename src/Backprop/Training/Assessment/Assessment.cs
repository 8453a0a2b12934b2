namespace Backprop;

/// <summary>Everything that is to be said of a model on data with known answers, beside what needs no model.</summary>
public abstract record Assessment
{
    /// <summary>Loss and the first metrics.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>The rows that were judged.</summary>
    public required int Rows { get; init; }

    /// <summary>What the baseline answers, in a few words.</summary>
    public abstract string BaselineMeaning { get; }

    /// <summary>The scores of model and baseline, line by line, each with what it means.</summary>
    public abstract IReadOnlyList<ScoreLine> Lines { get; }
}

/// <summary>A score as people read it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OfModel">The model's.</param>
/// <param name="OfBaseline">The baseline's; NaN where it has none.</param>
/// <param name="Meaning">What it says, in a line.</param>
public sealed record ScoreLine(string Name, double OfModel, double OfBaseline, string Meaning);
