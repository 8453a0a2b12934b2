using Backprop.Data;

namespace Backprop;

/// <summary>
/// Looks for what keeps a network from learning: one forward and backward pass over some rows, the metrics, the curve of the training.
/// A healthy network gives no finding.
/// </summary>
public static class Diagnosis
{
    /// <summary>The most rows that are looked at.</summary>
    public const int MostRows = 1024;

    private static readonly IDiagnosisRule[] Rules =
    [
        new UnequalScales(), new DeadRelus(), new SaturatedNeurons(), new VanishingDeltas(),
        new UpdateSizes(), new Overfitting(), new NoBetterThanBaseline(), new StarvedClass(),
    ];

    /// <summary>What is found, the most fundamental first.</summary>
    /// <param name="model">The model; it is not changed.</param>
    /// <param name="data">Raw data with the model's columns and targets; the first 1,024 rows in a fixed shuffled order are looked at.</param>
    /// <remarks>Metrics are judged as training judged them: with the weights of classes that the model was trained with.</remarks>
    /// <exception cref="InvalidInputException">The data do not fit the model.</exception>
    public static IReadOnlyList<Finding> Of(Model model, Dataset data)
    {
        var observations = Observations.Make(model, data);
        return [.. Rules.Select(rule => rule.Judge(observations)).OfType<Finding>()];
    }
}

/// <summary>One thing to look for.</summary>
internal interface IDiagnosisRule
{
    /// <summary>The finding, or null where all is well or nothing can be said.</summary>
    Finding? Judge(Observations observations);
}
