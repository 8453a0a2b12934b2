using System.Text.Json;
using Backprop.Data;
using Backprop.Numerics;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Training;

/// <summary>Metrics of rows with weights against those of scikit-learn with <c>sample_weight</c>, by tests/fixtures/weighted.py.</summary>
public class WeightedAssessmentTests
{
    // Outputs are floats that sum to 1 only nearly; scikit-learn divides by the sum first.
    private const double LogLossTolerance = 1e-6;

    private static readonly JsonElement Made = Fixture.Read("weighted.json");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Classification_metrics_are_those_of_scikit_learn_with_sample_weight(int number)
    {
        var expected = Made.GetProperty("classification")[number];
        var (evaluation, actual) = Classify(expected, Weights(expected));
        AssertScores(expected.GetProperty("scores"), actual.Scores);
        AssertScores(expected.GetProperty("baseline"), actual.Baseline);
        Fixture.Equal(expected.GetProperty("precision"), [.. actual.Classes.Select(c => c.Precision)], "precision");
        Fixture.Equal(expected.GetProperty("recall"), [.. actual.Classes.Select(c => c.Recall)], "recall");
        Fixture.Equal(expected.GetProperty("f1"), [.. actual.Classes.Select(c => c.F1)], "f1");
        Fixture.Equal(expected.GetProperty("confusion"), [.. evaluation.WeightedConfusion.Select(row => row.ToArray())], "confusion");
        Assert.Equal(expected.GetProperty("labels").GetArrayLength(), evaluation.Confusion.Sum(row => row.Sum()));
        Assert.All(actual.Curves, curve => Assert.Equal((1, 1), (curve[^1].FalsePositiveRate, curve[^1].Recall)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Regression_metrics_are_those_of_scikit_learn_with_sample_weight(int number)
    {
        var expected = Made.GetProperty("regression")[number];
        var actual = Predict(expected, Weights(expected));
        AssertScores(expected.GetProperty("scores"), actual.Scores);
        AssertScores(expected.GetProperty("baseline"), actual.Baseline);
    }

    [Fact]
    public void Weights_that_are_equal_change_no_metric()
    {
        var numbers = Made.GetProperty("regression")[0];
        float[] threes = new float[numbers.GetProperty("targets").GetArrayLength()];
        Array.Fill(threes, 3);
        NumberScores plain = Predict(numbers, null).Scores, weighted = Predict(numbers, threes).Scores;
        Assert.Equal(plain.R2, weighted.R2, Fixture.Float64);
        Assert.Equal(plain.MedianAbsoluteError, weighted.MedianAbsoluteError, Fixture.Float64);
        var classes = Made.GetProperty("classification")[1];
        float[] halves = new float[classes.GetProperty("labels").GetArrayLength()];
        Array.Fill(halves, 0.5f);
        Assert.Equal(Classify(classes, null).Assessment.Scores.RocAuc, Classify(classes, halves).Assessment.Scores.RocAuc, Fixture.Float64);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Balanced_weights_of_classes_are_those_of_scikit_learn(int number)
    {
        var expected = Made.GetProperty("classification")[number];
        // Single precision.
        const double Tolerance = 1e-6;
        float[] actual = ClassWeights.Balanced.For(Data(expected, null))!;
        Assert.Equal(expected.GetProperty("balanced").Numbers().Length, actual.Length);
        foreach (var (theirs, ours) in expected.GetProperty("balanced").Numbers().Zip(actual)) Assert.Equal(theirs, ours, Tolerance * theirs);
    }

    private static float[] Weights(JsonElement made) => [.. made.GetProperty("weights").Numbers().Select(weight => (float)weight)];

    private static Dataset Data(JsonElement made, float[]? weights)
    {
        int[] labels = [.. made.GetProperty("labels").Numbers().Select(label => (int)label)];
        return Dataset.ForClassification("made up", new float[labels.Length], 1, labels, [.. Enumerable.Range(0, made.GetProperty("classes").GetInt32()).Select(c => $"{c}")])
            .WithWeights(weights);
    }

    private static (ClassificationEvaluation Evaluation, ClassificationAssessment Assessment) Classify(JsonElement made, float[]? weights)
    {
        var data = Data(made, weights);
        float[] outputs = [.. made.GetProperty("outputs").Rows().SelectMany(row => row).Select(output => (float)output)];
        var metrics = new ClassificationMetrics(data);
        metrics.Add([.. Enumerable.Range(0, data.Count)], Transposed(outputs, data.Count, data.Outputs));
        var evaluation = (ClassificationEvaluation)metrics.Result(0);
        return (evaluation, ClassificationAssessment.Of(evaluation, data, outputs, areProbabilities: true));
    }

    private static RegressionAssessment Predict(JsonElement made, float[]? weights)
    {
        float[] targets = [.. made.GetProperty("targets").Numbers().Select(x => (float)x)], predictions = [.. made.GetProperty("predictions").Numbers().Select(x => (float)x)];
        var data = Dataset.ForRegression("made up", new float[targets.Length], 1, targets, ["y"]).WithWeights(weights);
        var metrics = new RegressionMetrics(data, null);
        metrics.Add([.. Enumerable.Range(0, targets.Length)], Transposed(predictions, targets.Length, 1));
        return RegressionAssessment.Of((RegressionEvaluation)metrics.Result(0), data, predictions);
    }

    private static Matrix Transposed(float[] outputs, int rows, int columns)
    {
        var matrix = new Matrix(columns, rows);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) matrix[column, row] = outputs[(row * columns) + column];
        return matrix;
    }

    private static void AssertScores(JsonElement expected, ClassScores actual)
    {
        foreach (var (name, score) in new[]
        {
            ("accuracy", actual.Accuracy), ("balancedAccuracy", actual.BalancedAccuracy), ("macroF1", actual.MacroF1),
            ("rocAuc", actual.RocAuc), ("averagePrecision", actual.AveragePrecision), ("brier", actual.Brier),
        }) Fixture.Equal(expected.GetProperty(name).GetDouble(), score, name);
        Assert.Equal(expected.GetProperty("logLoss").GetDouble(), actual.LogLoss, LogLossTolerance);
    }

    private static void AssertScores(JsonElement expected, NumberScores actual)
    {
        foreach (var (name, score) in new[]
        {
            ("r2", actual.R2), ("rmse", actual.RootMeanSquaredError), ("mae", actual.MeanAbsoluteError), ("medianError", actual.MedianAbsoluteError),
        }) Fixture.Equal(expected.GetProperty(name).GetDouble(), score, name);
    }
}
