using System.Text.Json;
using Backprop.Data;

namespace Backprop.Tests.Training;

/// <summary>Metrics against those of scikit-learn, by tests/fixtures/metrics.py.</summary>
public class AssessmentTests
{
    // Sums of a hundred doubles in another order.
    private const double Tolerance = 1e-12;

    // Outputs are floats that sum to 1 only nearly; scikit-learn divides by the sum first.
    private const double LogLossTolerance = 1e-6;

    private static readonly JsonElement Fixture = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "fixtures", "metrics.json"))).RootElement;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Classification_metrics_are_those_of_scikit_learn(int number)
    {
        var expected = Fixture.GetProperty("classification")[number];
        var actual = Assess(expected);
        AssertScores(expected.GetProperty("scores"), actual.Scores);
        AssertScores(expected.GetProperty("baseline"), actual.Baseline);
        AssertNear(Numbers(expected, "precision"), actual.Classes.Select(c => c.Precision));
        AssertNear(Numbers(expected, "recall"), actual.Classes.Select(c => c.Recall));
        AssertNear(Numbers(expected, "f1"), actual.Classes.Select(c => c.F1));
        AssertNear(Numbers(expected, "support"), actual.Classes.Select(c => (double)c.Rows));
        AssertNear(expected.GetProperty("calibration")[0].EnumerateArray().Select(x => x.GetDouble()), actual.Calibration.Select(bin => bin.Actual));
        AssertNear(expected.GetProperty("calibration")[1].EnumerateArray().Select(x => x.GetDouble()), actual.Calibration.Select(bin => bin.Predicted), LogLossTolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Regression_metrics_are_those_of_scikit_learn(int number)
    {
        var expected = Fixture.GetProperty("regression")[number];
        float[] targets = [.. Numbers(expected, "targets").Select(x => (float)x)], predictions = [.. Numbers(expected, "predictions").Select(x => (float)x)];
        var data = Dataset.ForRegression("made up", new float[targets.Length], 1, targets, ["y"]);
        var metrics = new RegressionMetrics(data, null);
        metrics.Add([.. Enumerable.Range(0, targets.Length)], Transposed(predictions, targets.Length, 1));
        var actual = RegressionAssessment.Of((RegressionEvaluation)metrics.Result(0), data, predictions);
        AssertScores(expected.GetProperty("scores"), actual.Scores);
        AssertScores(expected.GetProperty("baseline"), actual.Baseline);
        AssertNear(Numbers(expected, "residuals"), actual.Residuals);
    }

    [Fact]
    public void Curves_go_from_nothing_to_everything()
    {
        var actual = Assess(Fixture.GetProperty("classification")[0]);
        Assert.Equal(new CurveStep(0, 0, 1), actual.Curves[0][0]);
        Assert.Equal((1, 1), (actual.Curves[0][^1].FalsePositiveRate, actual.Curves[0][^1].Recall));
        double area = actual.Curves[0].Zip(actual.Curves[0].Skip(1)).Sum(pair => (pair.Second.FalsePositiveRate - pair.First.FalsePositiveRate) * (pair.First.Recall + pair.Second.Recall) / 2);
        Assert.Equal(actual.Scores.RocAuc, area, Tolerance);
    }

    [Fact]
    public void A_class_without_rows_has_no_curve_and_does_not_spoil_the_mean()
    {
        var data = Dataset.ForClassification("made up", new float[3], 1, [0, 1, 0], ["a", "b", "c"]);
        var actual = ClassificationAssessment.Of(new ClassificationEvaluation(0, 1, [[2, 0, 0], [0, 1, 0], [0, 0, 0]]), data, [0.8f, 0.1f, 0.1f, 0.2f, 0.7f, 0.1f, 0.9f, 0.1f, 0], areProbabilities: true);
        Assert.Equal((1, 1, 1), (actual.Scores.RocAuc, actual.Scores.BalancedAccuracy, actual.Scores.AveragePrecision));
    }

    [Fact]
    public void A_model_is_assessed_on_raw_data()
    {
        var iris = BuiltInDatasets.Load("iris");
        var training = new ModelTraining(iris, new ModelOptions { Training = new TrainingOptions { Epochs = 30 } });
        training.Run();
        var assessment = Assert.IsType<ClassificationAssessment>(training.Model.Assess(iris));
        Assert.Equal(training.Model.Evaluate(iris).Loss, assessment.Evaluation.Loss);
        Assert.Equal(assessment.Evaluation.Loss, assessment.Scores.LogLoss, LogLossTolerance);
        Assert.InRange(assessment.Scores.RocAuc, 0.95, 1);
        Assert.Equal(1 / 3.0, assessment.Baseline.Accuracy, Tolerance);
    }

    private static ClassificationAssessment Assess(JsonElement made)
    {
        int classes = made.GetProperty("classes").GetInt32();
        int[] labels = [.. Numbers(made, "labels").Select(x => (int)x)];
        float[] outputs = [.. made.GetProperty("outputs").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(x => x.GetSingle())];
        var data = Dataset.ForClassification("made up", new float[labels.Length], 1, labels, [.. Enumerable.Range(0, classes).Select(c => $"{c}")]);
        var metrics = new ClassificationMetrics(data);
        metrics.Add([.. Enumerable.Range(0, labels.Length)], Transposed(outputs, labels.Length, classes));
        return ClassificationAssessment.Of((ClassificationEvaluation)metrics.Result(0), data, outputs, areProbabilities: true);
    }

    private static Backprop.Numerics.Matrix Transposed(float[] outputs, int rows, int columns)
    {
        var matrix = new Backprop.Numerics.Matrix(columns, rows);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) matrix.Row(column)[row] = outputs[(row * columns) + column];
        return matrix;
    }

    private static void AssertScores(JsonElement expected, ClassScores actual)
    {
        AssertNear(
            [.. new[] { "accuracy", "balancedAccuracy", "macroF1", "rocAuc", "averagePrecision", "brier" }.Select(name => expected.GetProperty(name).GetDouble())],
            [actual.Accuracy, actual.BalancedAccuracy, actual.MacroF1, actual.RocAuc, actual.AveragePrecision, actual.Brier]);
        Assert.Equal(expected.GetProperty("logLoss").GetDouble(), actual.LogLoss, LogLossTolerance);
    }

    private static void AssertScores(JsonElement expected, NumberScores actual) => AssertNear(
        [.. new[] { "r2", "rmse", "mae", "medianError" }.Select(name => expected.GetProperty(name).GetDouble())],
        [actual.R2, actual.RootMeanSquaredError, actual.MeanAbsoluteError, actual.MedianAbsoluteError]);

    private static IEnumerable<double> Numbers(JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(x => x.GetDouble());

    private static void AssertNear(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance = Tolerance)
    {
        double[] known = [.. expected], found = [.. actual];
        Assert.Equal(known.Length, found.Length);
        for (int i = 0; i < known.Length; i++) Assert.Equal(known[i], found[i], tolerance * Math.Max(1, Math.Abs(known[i])));
    }
}
