using Backprop.Cli.Terminals;

namespace Backprop.Cli.Reports;

/// <summary>Loss and metrics as people read them.</summary>
internal sealed class EvaluationText(CommandEnvironment environment)
{
    private const int MostClasses = 20;

    private readonly Facts _facts = new(environment);
    private readonly Glyphs _glyphs = new(environment.Terminal);

    /// <summary>In one line.</summary>
    public string Summary(Evaluation evaluation) => evaluation switch
    {
        ClassificationEvaluation classes => $"accuracy {Figures.Percent(classes.Accuracy)} ({Right(classes)}), loss {Figures.Number(classes.Loss)}",
        RegressionEvaluation numbers => $"R{_glyphs.Squared} {Figures.Number(numbers.R2)}, RMSE {Figures.Number(numbers.RootMeanSquaredError)}, MAE {Figures.Number(numbers.MeanAbsoluteError)}, loss {Figures.Number(numbers.Loss)}",
        _ => $"loss {Figures.Number(evaluation.Loss)}",
    };

    /// <summary>Everything, beside what needs no model.</summary>
    /// <param name="label">What stands before the first line.</param>
    /// <param name="assessment">The metrics.</param>
    public void Write(string label, Assessment assessment)
    {
        _facts.Write(label, assessment is RegressionAssessment ? $"on {Figures.Count(assessment.Rows, "row")}" : Summary(assessment.Evaluation));
        _facts.Space();
        if (assessment is ClassificationAssessment classes) Classes(classes);
        else if (assessment is RegressionAssessment numbers) Numbers(numbers);
    }

    private void Classes(ClassificationAssessment classes)
    {
        foreach (string line in new ConfusionText([.. classes.Classes.Select(c => c.Name)], classes.Confusion).Lines(environment.Terminal)) _facts.Line(line);
        _facts.Space();
        var (model, baseline) = (classes.Scores, classes.Baseline);
        Scores("the commonest class, and shares",
        [
            ("accuracy", model.Accuracy, baseline.Accuracy, "the share of rows that are right"),
            ("balanced accuracy", model.BalancedAccuracy, baseline.BalancedAccuracy, "the mean over the classes of the share that is found"),
            ("F1, macro", model.MacroF1, baseline.MacroF1, "the mean over the classes of precision and recall in one"),
            ("log loss", model.LogLoss, baseline.LogLoss, "how surprising the answers are; 0 is perfect"),
            ("ROC AUC", model.RocAuc, baseline.RocAuc, "the chance that a row of the class ranks before another"),
            ("average precision", model.AveragePrecision, baseline.AveragePrecision, "the precision over all thresholds"),
            ("Brier", model.Brier, baseline.Brier, "the squared error of the probabilities; 0 is perfect"),
        ]);
        Table(1, ["class", "rows", "precision", "recall", "F1"],
            classes.Classes.Take(MostClasses).Select(c => new[] { c.Name, Figures.Count(c.Rows), Figures.Column(c.Precision), Figures.Column(c.Recall), Figures.Column(c.F1) }));
        if (classes.Classes.Count > MostClasses) _facts.Line($"  and {Figures.Count(classes.Classes.Count - MostClasses, "class")} more; --json has all");
        if (classes.Calibration.Count > 0)
            Table(0, ["predicted", "came true", "rows"], classes.Calibration.Select(bin => new[] { Figures.Percent(bin.Predicted), Figures.Percent(bin.Actual), Figures.Count(bin.Rows) }));
    }

    private void Numbers(RegressionAssessment numbers)
    {
        var (model, baseline) = (numbers.Scores, numbers.Baseline);
        Scores("always the mean",
        [
            ($"R{_glyphs.Squared}", model.R2, baseline.R2, "1 is perfect, 0 no better than always the mean"),
            ("RMSE", model.RootMeanSquaredError, baseline.RootMeanSquaredError, "root of the mean squared error, in the target's own unit"),
            ("MAE", model.MeanAbsoluteError, baseline.MeanAbsoluteError, "mean absolute error, in the target's own unit"),
            ("median error", model.MedianAbsoluteError, baseline.MedianAbsoluteError, "half of the rows are no farther off"),
            ("loss", numbers.Evaluation.Loss, double.NaN, "what training minimized, in the units that the network sees"),
        ]);
        Table(0, ["of the rows", "target - prediction up to"], RegressionAssessment.Shares.Zip(numbers.Residuals).Select(pair => new[] { Figures.Percent(pair.First), Figures.Number(pair.Second) }));
    }

    private void Scores(string baseline, IEnumerable<(string Name, double Model, double Baseline, string Meaning)> rows)
    {
        List<string[]> table =
        [
            ["", "model", "baseline", $"baseline: {baseline}"],
            .. rows.Select(row => new[] { row.Name, Figures.Column(row.Model), double.IsNaN(row.Baseline) ? "" : Figures.Column(row.Baseline), row.Meaning }),
        ];
        foreach (string line in new TextTable(column => column is 0 or 3).LinesWithin(environment.Terminal, table, [3])) _facts.Line(line);
        _facts.Space();
    }

    private void Table(int leftAligned, string[] heading, IEnumerable<string[]> rows)
    {
        foreach (string line in new TextTable(leftAligned).Lines([heading, .. rows])) _facts.Line(line);
        _facts.Space();
    }

    private static string Right(ClassificationEvaluation classes)
    {
        int right = 0, all = 0;
        for (int actual = 0; actual < classes.Confusion.Count; actual++)
        {
            right += classes.Confusion[actual][actual];
            all += classes.Confusion[actual].Sum();
        }
        return $"{Figures.Count(right)} of {Figures.Count(all)} right{(classes.IsWeighted ? ", weighted" : "")}";
    }
}
