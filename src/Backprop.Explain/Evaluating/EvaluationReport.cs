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
    // Of three times that every row goes through the network two.
    private const double ShareOfAssessment = 2 / 3.0;

    private EvaluationReport(Model model, Dataset data, Assessment assessment, IReadOnlyList<Mistake> mistakes, RawRows? raw, EvaluationReportOptions options) =>
        (Model, Data, Assessment, Mistakes, Raw, Options) = (model, data, assessment, mistakes, raw, options);

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
    /// <param name="progress">Is told of the share that is done; null (the default) for nobody.</param>
    /// <param name="cancellation">Ends it without a result; default never.</param>
    /// <exception cref="InvalidInputException">The data do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static EvaluationReport Of(
        Model model, Dataset data, EvaluationReportOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluationReportOptions();
        double assessed = options.Assessment is null ? ShareOfAssessment : 0;
        var assessment = options.Assessment ?? model.Assess(data, options.Threads, progress is null ? null : new Part(progress, 0, assessed), cancellation);
        var mistakes = Mistake.Worst(model, data, progress is null ? null : new Part(progress, assessed, 1), cancellation);
        var raw = mistakes.Count > 0 ? options.Raw?.Invoke([.. mistakes.Select(mistake => mistake.Row)]) : null;
        return new EvaluationReport(model, data, assessment, mistakes, raw, options);
    }

    /// <summary>The same report with the importance of the columns, measured on the same data.</summary>
    public EvaluationReport With(PermutationImportance importance) => new(Model, Data, Assessment, Mistakes, Raw, Options with { Importance = importance });

    /// <summary>The page; every name in it is text, whatever it holds.</summary>
    public string ToHtml() => ReportPage.Render(this);

    /// <summary>Writes the page, atomically.</summary>
    /// <exception cref="InvalidInputException">The place cannot be written to.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToHtml())));

    /// <summary>A part of the work as a stretch of the whole.</summary>
    private sealed class Part(IProgress<double> whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole.Report(from + ((to - from) * value));
    }
}
