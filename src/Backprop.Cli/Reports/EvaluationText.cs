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

    /// <summary>The figures alone, for evaluations that were kept without their confusion.</summary>
    public string Brief(Evaluation evaluation) => evaluation switch
    {
        ClassificationEvaluation classes => $"accuracy {Figures.Percent(classes.Accuracy)}, loss {Figures.Number(classes.Loss)}",
        _ => Summary(evaluation),
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
        Scores(classes);
        var shown = classes.Classes.Take(MostClasses).ToList();
        string[] precision = Figures.Column(shown.Select(c => c.Precision)), recall = Figures.Column(shown.Select(c => c.Recall)), f1 = Figures.Column(shown.Select(c => c.F1));
        Table(1, ["class", "rows", "precision", "recall", "F1"], shown.Select((c, row) => new[] { c.Name, Figures.Count(c.Rows), precision[row], recall[row], f1[row] }));
        if (classes.Classes.Count > MostClasses) _facts.Line($"  and {Figures.Count(classes.Classes.Count - MostClasses, "class")} more; --json has all");
        if (classes.Calibration.Count > 0)
            Table(0, ["predicted", "came true", "rows"], classes.Calibration.Select(bin => new[] { Figures.Percent(bin.Predicted), Figures.Percent(bin.Actual), Figures.Count(bin.Rows) }));
    }

    private void Numbers(RegressionAssessment numbers)
    {
        Scores(numbers);
        Table(0, ["of the rows", "target - prediction up to"], RegressionAssessment.Shares.Zip(numbers.Residuals).Select(pair => new[] { Figures.Percent(pair.First), Figures.Number(pair.Second) }));
    }

    private void Scores(Assessment assessment)
    {
        string[] model = Figures.Column(assessment.Lines.Select(line => line.OfModel)), baseline = Figures.Column(assessment.Lines.Select(line => line.OfBaseline));
        List<string[]> table =
        [
            ["", "model", "baseline", $"baseline: {assessment.BaselineMeaning}"],
            .. assessment.Lines.Select((line, row) => new[]
            {
                line.Name.Replace("²", _glyphs.Squared, StringComparison.Ordinal), model[row], double.IsNaN(line.OfBaseline) ? "" : baseline[row], line.Meaning,
            }),
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
