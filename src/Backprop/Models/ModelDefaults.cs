using System.Globalization;
using Backprop.Data;

namespace Backprop;

/// <summary>
/// What is chosen where nothing is said: a pure function of the task, the rows and the inputs, found by the experiment of
/// docs/defaults.md. Always Adam along half a cosine; the rest by the rows that there are to learn from:
/// <list type="table">
/// <item><term>below 1,000 rows</term><description>one hidden layer of 64, batches of 32, 200 epochs, patience 40</description></item>
/// <item><term>below 10,000</term><description>one of 128, batches of 32, 100 epochs, patience 20</description></item>
/// <item><term>from 10,000</term><description>128 and 64, batches of 128, 20 epochs, patience 10</description></item>
/// </list>
/// Classes from 1,000 rows and 16 inputs on get a dropout of 0.2.
/// </summary>
internal static class ModelDefaults
{
    private const int SmallRows = 1_000, LargeRows = 10_000;

    private const double RateOfOneInput = 0.03, LeastRate = 0.001, LargestRate = 0.01;

    private const double DecayOfNumbers = 10, DecayOfClasses = 2, LargestDecay = 0.03;

    // What dropout takes away, a network of few inputs misses (two of spirals), and it hurts numbers.
    private const int InputsForDropout = 16;

    private const float DropoutOfClasses = 0.2f;

    /// <summary>The options for data of this kind and size.</summary>
    /// <param name="isClassification">Whether classes are predicted, rather than numbers.</param>
    /// <param name="rows">Data points for training and validation, at least 1.</param>
    /// <param name="inputs">Inputs of the network, at least 1.</param>
    public static ModelOptions For(bool isClassification, long rows, int inputs)
    {
        var (hidden, batch, epochs, patience) = OfSize(rows);
        return new ModelOptions
        {
            Hidden = hidden,
            Dropout = isClassification && rows >= SmallRows && inputs >= InputsForDropout ? DropoutOfClasses : 0,
            Optimizer = new Adam(Rate(inputs)) { WeightDecay = Decay(isClassification, rows) },
            Training = new TrainingOptions { BatchSize = batch, Epochs = epochs, Patience = patience, Schedule = Schedule.Parse("cosine") },
        };
    }

    /// <summary>The names, as model files have them, of those options that are what <see cref="For"/> chooses.</summary>
    public static IEnumerable<string> SharedBy(ModelOptions options, Optimizer optimizer, ModelOptions defaults)
    {
        if (options.Layers is null && options.Hidden.SequenceEqual(defaults.Hidden)) yield return "hidden";
        if (options.Layers is null && options.Dropout == defaults.Dropout) yield return "dropout";
        if (optimizer.Name == defaults.Optimizer!.Name) yield return "optimizer";
        if (optimizer.LearningRate == defaults.Optimizer.LearningRate) yield return "learningRate";
        if (optimizer.WeightDecay == defaults.Optimizer.WeightDecay) yield return "weightDecay";
        if (options.Training.Schedule.ToString() == defaults.Training.Schedule.ToString()) yield return "schedule";
        if (options.Training.BatchSize == defaults.Training.BatchSize) yield return "batchSize";
        if (options.Training.Epochs == defaults.Training.Epochs) yield return "epochs";
        if (options.Training.Patience == defaults.Training.Patience) yield return "patience";
    }

    private static (int[] Hidden, int Batch, int Epochs, int Patience) OfSize(long rows) => rows switch
    {
        < SmallRows => ([64], 32, 200, 40),
        < LargeRows => ([128], 32, 100, 20),
        _ => ([128, 64], 128, 20, 10),
    };

    /// <summary>A step of Adam changes a weighted sum by up to η·inputs, and typically by η·√inputs.</summary>
    private static float Rate(int inputs) => Short(Math.Clamp(RateOfOneInput / Math.Sqrt(inputs), LeastRate, LargestRate));

    /// <summary>The fewer rows, the more must be known beforehand: the penalty of a prior of one width, divided by the rows.</summary>
    private static float Decay(bool isClassification, long rows) =>
        Short(Math.Min((isClassification ? DecayOfClasses : DecayOfNumbers) / rows, LargestDecay));

    /// <summary>Two digits, so that what is shown is what is used.</summary>
    private static float Short(double number) => float.Parse(number.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
