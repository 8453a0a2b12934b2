namespace Backprop;

/// <summary>Everything that is to be said of a model on data with known answers, beside what needs no model.</summary>
public abstract record Assessment
{
    /// <summary>Loss and the first metrics.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>The rows that were judged.</summary>
    public required int Rows { get; init; }
}
