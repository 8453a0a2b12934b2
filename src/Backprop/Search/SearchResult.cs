namespace Backprop;

/// <summary>What a search came to.</summary>
/// <param name="Trials">All trials, by their numbers.</param>
/// <param name="Best">The best one, on the validation data.</param>
/// <param name="Final">Its training on all data, up to its best epoch.</param>
/// <param name="Result">How that ended; where it diverged, the model is of no use.</param>
/// <param name="Model">The model of that training, whose record says that it came of a search.</param>
public sealed record SearchResult(IReadOnlyList<Trial> Trials, Trial Best, ModelTraining Final, TrainingResult Result, Model Model)
{
    /// <summary>Whether the time was up before all trials were done.</summary>
    public bool IsTimeUp { get; init; }
}
