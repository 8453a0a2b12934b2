using System.Text;
using Backprop.Data;
using Backprop.Files;

namespace Backprop.Explain;

/// <summary>
/// Everything that is to be said of a model on data with known answers, as one HTML page that needs nothing from outside and no
/// script: scores beside a baseline, the training curve, confusion, ROC, precision and recall, calibration, or predictions and
/// residuals, the worst mistakes, and which columns matter. Below about a megabyte, however many rows and columns there are.
/// </summary>
public sealed class EvaluationReport
{
    private EvaluationReport(Model model, Dataset data, Assessment assessment, EvaluationReportOptions options)
    {
        (Model, Data, Assessment, Options) = (model, data, assessment, options);
        Mistakes = Mistake.Worst(model, data);
        Raw = Mistakes.Count > 0 ? options.Raw?.Invoke([.. Mistakes.Select(mistake => mistake.Row)]) : null;
    }

    /// <summary>Scores, curves and confusion.</summary>
    public Assessment Assessment { get; }

    internal Model Model { get; }

    internal Dataset Data { get; }

    internal EvaluationReportOptions Options { get; }

    /// <summary>The worst mistakes, the worst first.</summary>
    internal IReadOnlyList<Mistake> Mistakes { get; }

    /// <summary>The rows of the mistakes as their file has them; null where that is not known.</summary>
    internal RawRows? Raw { get; }

    /// <summary>Judges a model on data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Raw data with the features and targets of the model; best such as it was not trained on.</param>
    /// <param name="options">Names, importance and raw rows; by default nothing of them.</param>
    /// <exception cref="InvalidInputException">The data do not fit the model.</exception>
    public static EvaluationReport Of(Model model, Dataset data, EvaluationReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluationReportOptions();
        return new EvaluationReport(model, data, model.Assess(data, options.Threads), options);
    }

    /// <summary>The page; every name in it is text, whatever it holds.</summary>
    public string ToHtml() => ReportPage.Render(this);

    /// <summary>Writes the page, atomically.</summary>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToHtml())));
}
