using Backprop.Cli.Terminals;

namespace Backprop.Cli.Reports;

/// <summary>Loss and metrics as people read them.</summary>
internal sealed class EvaluationText(CommandEnvironment environment)
{
    private readonly Facts _facts = new(environment);
    private readonly Glyphs _glyphs = new(environment.Terminal);

    /// <summary>In one line.</summary>
    public string Summary(Evaluation evaluation) => evaluation switch
    {
        ClassificationEvaluation classes => $"accuracy {Figures.Percent(classes.Accuracy)} ({Right(classes)}), loss {Figures.Number(classes.Loss)}",
        RegressionEvaluation numbers => $"R{_glyphs.Squared} {Figures.Number(numbers.R2)}, RMSE {Figures.Number(numbers.RootMeanSquaredError)}, MAE {Figures.Number(numbers.MeanAbsoluteError)}, loss {Figures.Number(numbers.Loss)}",
        _ => $"loss {Figures.Number(evaluation.Loss)}",
    };

    /// <summary>Everything: the summary, and a confusion matrix or what the metrics mean.</summary>
    /// <param name="label">What stands before the first line.</param>
    /// <param name="rows">Data points that were measured on.</param>
    /// <param name="evaluation">The metrics.</param>
    /// <param name="classes">Class names; null for numbers.</param>
    public void Write(string label, int rows, Evaluation evaluation, IReadOnlyList<string>? classes)
    {
        _facts.Write(label, evaluation is RegressionEvaluation ? $"on {Figures.Count(rows, "row")}" : Summary(evaluation));
        if (evaluation is ClassificationEvaluation confused)
        {
            _facts.Space();
            foreach (string line in new ConfusionText(classes!, confused.Confusion).Lines(environment.Terminal)) _facts.Line(line);
            _facts.Space();
        }
        if (evaluation is RegressionEvaluation numbers)
        {
            _facts.Space();
            Explain($"R{_glyphs.Squared}", numbers.R2, "1 is perfect, 0 no better than always the mean");
            Explain("RMSE", numbers.RootMeanSquaredError, "root of the mean squared error, in the target's own unit");
            Explain("MAE", numbers.MeanAbsoluteError, "mean absolute error, in the target's own unit");
            Explain("loss", numbers.Loss, "what training minimized, in the units that the network sees");
            _facts.Space();
        }
    }

    private void Explain(string name, double value, string meaning) =>
        _facts.Line($"  {name,-5} {Figures.Number(value),10}  [dim]{meaning}[/]");

    private static string Right(ClassificationEvaluation classes)
    {
        int right = 0, all = 0;
        for (int actual = 0; actual < classes.Confusion.Count; actual++)
        {
            right += classes.Confusion[actual][actual];
            all += classes.Confusion[actual].Sum();
        }
        return $"{Figures.Count(right)} of {Figures.Count(all)} right";
    }
}
