using System.Text.Json;

namespace Backprop.Cli.Reports;

/// <summary>An assessment as properties of a JSON object.</summary>
internal static class AssessmentJson
{
    /// <summary>The metrics, those of the baseline, and what the task has beside them.</summary>
    public static void WriteAssessment(this Utf8JsonWriter json, Assessment assessment)
    {
        foreach (var (name, value) in Metric.Of(assessment)) json.WriteFinite(name, value);
        json.WriteStartObject("baseline");
        foreach (var (name, value) in Metric.OfBaseline(assessment)) json.WriteFinite(name, value);
        json.WriteEndObject();
        if (assessment is ClassificationAssessment classes) WriteClasses(json, classes);
        else if (assessment is RegressionAssessment numbers) WriteResiduals(json, numbers);
    }

    /// <summary>The importance of each column, in the order of the model's columns.</summary>
    public static void WriteImportance(this Utf8JsonWriter json, PermutationImportance importance)
    {
        json.WriteStartObject("importance");
        json.WriteString("metric", importance.Evaluation is ClassificationEvaluation ? Metric.Accuracy : Metric.R2);
        json.WriteNumber("repeats", importance.Repeats);
        json.WriteBoolean("complete", importance.IsComplete);
        WriteObjects(json, "columns", importance.Columns, column =>
        {
            json.WriteString("column", column.Name);
            json.WriteNumber("repeats", column.LossIncreases.Count);
            json.WriteFinite("lossIncrease", column.LossIncrease);
            json.WriteFinite("lossDeviation", column.LossSpread);
            json.WriteFinite("metricDecrease", column.MetricDecrease);
            json.WriteFinite("metricDeviation", column.MetricSpread);
        });
        json.WriteEndObject();
    }

    private static void WriteClasses(Utf8JsonWriter json, ClassificationAssessment classes)
    {
        json.WriteStartArray("confusion");
        foreach (var actual in classes.Confusion)
        {
            json.WriteStartArray();
            foreach (int count in actual) json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        if (classes.Evaluation is ClassificationEvaluation { IsWeighted: true } weighted) WriteWeights(json, weighted);
        WriteObjects(json, "perClass", classes.Classes, c =>
        {
            json.WriteString("class", c.Name);
            json.WriteNumber("rows", c.Rows);
            json.WriteNumber("precision", c.Precision);
            json.WriteNumber("recall", c.Recall);
            json.WriteNumber("f1", c.F1);
        });
        WriteObjects(json, "calibration", classes.Calibration, bin =>
        {
            json.WriteNumber("rows", bin.Rows);
            json.WriteNumber("predicted", bin.Predicted);
            json.WriteNumber("actual", bin.Actual);
        });
    }

    private static void WriteWeights(Utf8JsonWriter json, ClassificationEvaluation evaluation)
    {
        json.WriteStartArray("weightedConfusion");
        foreach (var actual in evaluation.WeightedConfusion)
        {
            json.WriteStartArray();
            foreach (double weight in actual) json.WriteNumberValue(weight);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void WriteResiduals(Utf8JsonWriter json, RegressionAssessment numbers) =>
        WriteObjects(json, "residuals", [.. RegressionAssessment.Shares.Zip(numbers.Residuals)], quantile =>
        {
            json.WriteNumber("share", quantile.First);
            json.WriteFinite("value", quantile.Second);
        });

    private static void WriteObjects<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> properties)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            properties(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
