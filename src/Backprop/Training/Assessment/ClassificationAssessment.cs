using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Everything that is to be said of a classifier on data with known answers. Where rows have weights, scores, curves and shares are weighted; counts of rows are not.</summary>
public sealed record ClassificationAssessment : Assessment
{
    private const double SmallestProbability = 2.220446049250313e-16;   // 2⁻⁵², as scikit-learn has it.

    private const int Tenths = 10;

    /// <summary>The model's scores.</summary>
    public required ClassScores Scores { get; init; }

    /// <summary>What needs no model: the commonest class, and the shares of the classes in these data as probabilities.</summary>
    public required ClassScores Baseline { get; init; }

    /// <summary>Each class, in the order of the outputs.</summary>
    public required IReadOnlyList<ClassQuality> Classes { get; init; }

    /// <summary>Counts of rows: <c>Confusion[actual][predicted]</c>.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Confusion { get; init; }

    /// <summary>
    /// Whether probabilities come true, by tenths that have rows: of the second of two classes, of several that of the predicted class.
    /// Empty where the outputs are no probabilities.
    /// </summary>
    public required IReadOnlyList<CalibrationBin> Calibration { get; init; }

    /// <summary>The curves of the second of two classes, or of each class against the others; in the order of <see cref="Classes"/> (for two: the second only).</summary>
    public required IReadOnlyList<IReadOnlyList<CurveStep>> Curves { get; init; }

    /// <inheritdoc/>
    public override string BaselineMeaning => "the commonest class, and shares";

    /// <inheritdoc/>
    public override IReadOnlyList<ScoreLine> Lines =>
    [
        new("accuracy", Scores.Accuracy, Baseline.Accuracy, "the share of rows that are right"),
        new("balanced accuracy", Scores.BalancedAccuracy, Baseline.BalancedAccuracy, "the mean over the classes of the share that is found"),
        new("F1, macro", Scores.MacroF1, Baseline.MacroF1, "the mean over the classes of precision and recall in one"),
        new("log loss", Scores.LogLoss, Baseline.LogLoss, "how surprising the answers are; 0 is perfect"),
        new("ROC AUC", Scores.RocAuc, Baseline.RocAuc, "the chance that a row of the class ranks before another"),
        new("average precision", Scores.AveragePrecision, Baseline.AveragePrecision, "the precision over all thresholds"),
        new("Brier", Scores.Brier, Baseline.Brier, "the squared error of the probabilities; 0 is perfect"),
    ];

    internal static ClassificationAssessment Of(
        ClassificationEvaluation evaluation, Dataset data, float[] outputs, bool areProbabilities, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var confusion = evaluation.WeightedConfusion;
        int classes = data.Outputs;
        int[] judged = classes == 2 ? [1] : [.. Enumerable.Range(0, classes)];
        var quality = Enumerable.Range(0, classes).Select(c => QualityOf(c, data.ClassNames![c], evaluation.Confusion[c].Sum(), confusion)).ToList();
        int[] present = [.. Enumerable.Range(0, classes).Where(c => confusion[c].Sum() > 0)];
        var ranked = new List<RankedRows>();
        foreach (int c in judged)
        {
            cancellation.ThrowIfCancellationRequested();
            ranked.Add(new RankedRows(Column(outputs, c, classes), IsClass(data, c), data.Weights));
            progress?.Report((double)ranked.Count / judged.Length);
        }
        return new ClassificationAssessment
        {
            Evaluation = evaluation,
            Rows = data.Count,
            Scores = new ClassScores(
                evaluation.Accuracy,
                present.Average(c => quality[c].Recall),
                Enumerable.Range(0, classes).Where(c => confusion[c].Sum() > 0 || confusion.Any(row => row[c] > 0)).Average(c => quality[c].F1),
                areProbabilities ? LogLoss(data, outputs) : double.NaN,
                Mean(ranked.Select(Ranking.RocArea)),
                Mean(ranked.Select(Ranking.AveragePrecision)),
                areProbabilities ? BrierScore(data, outputs) : double.NaN),
            Baseline = ClassScores.OfBaseline(data.ClassWeightSums()),
            Classes = quality,
            Confusion = evaluation.Confusion,
            Calibration = areProbabilities ? CalibrationOf(data, outputs) : [],
            Curves = [.. ranked.Select(Ranking.Steps)],
        };
    }

    private static ClassQuality QualityOf(int c, string name, int rows, IReadOnlyList<IReadOnlyList<double>> confusion)
    {
        double all = confusion[c].Sum(), predicted = confusion.Sum(row => row[c]), right = confusion[c][c];
        return new ClassQuality(name, rows, predicted == 0 ? 0 : right / predicted, all == 0 ? 0 : right / all);
    }

    private static double[] Column(float[] outputs, int c, int classes) =>
        [.. Enumerable.Range(0, outputs.Length / classes).Select(row => (double)outputs[(row * classes) + c])];

    private static bool[] IsClass(Dataset data, int c) => [.. Enumerable.Range(0, data.Count).Select(row => data.Label(row) == c)];

    /// <summary>The mean of those that are defined: a class without rows has no curve.</summary>
    private static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    private static double LogLoss(Dataset data, float[] outputs)
    {
        double sum = 0;
        for (int row = 0; row < data.Count; row++)
            sum -= data.Weight(row) * PortableMath.Log(Math.Clamp(outputs[(row * data.Outputs) + data.Label(row)], SmallestProbability, 1 - SmallestProbability));
        return sum / data.TotalWeight();
    }

    private static double BrierScore(Dataset data, float[] outputs)
    {
        double sum = 0;
        for (int row = 0; row < data.Count; row++)
            for (int c = data.Outputs == 2 ? 1 : 0; c < data.Outputs; c++)
            {
                double error = (double)outputs[(row * data.Outputs) + c] - (data.Label(row) == c ? 1 : 0);
                sum += data.Weight(row) * (error * error);
            }
        return sum / data.TotalWeight();
    }

    private static List<CalibrationBin> CalibrationOf(Dataset data, float[] outputs)
    {
        var (rows, weights, predicted, actual) = (new int[Tenths], new double[Tenths], new double[Tenths], new double[Tenths]);
        for (int row = 0; row < data.Count; row++)
        {
            var probabilities = outputs.AsSpan(row * data.Outputs, data.Outputs);
            int c = data.Outputs == 2 ? 1 : probabilities.IndexOf(Largest(probabilities));
            int tenth = Math.Clamp((int)Math.Ceiling((double)probabilities[c] * Tenths) - 1, 0, Tenths - 1);
            double weight = data.Weight(row);
            rows[tenth]++;
            weights[tenth] += weight;
            predicted[tenth] += weight * probabilities[c];
            if (data.Label(row) == c) actual[tenth] += weight;
        }
        return [.. Enumerable.Range(0, Tenths).Where(tenth => weights[tenth] > 0)
            .Select(tenth => new CalibrationBin(rows[tenth], predicted[tenth] / weights[tenth], actual[tenth] / weights[tenth]))];
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        float largest = values[0];
        foreach (float value in values) largest = Math.Max(largest, value);
        return largest;
    }
}
