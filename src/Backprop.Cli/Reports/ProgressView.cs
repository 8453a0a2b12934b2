using System.Diagnostics;
using Backprop.Cli.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Backprop.Cli.Reports;

/// <summary>A running training as a few lines: how far, losses with their curves, accuracy, speed, time left.</summary>
internal sealed class ProgressView(TrainingStart start, Terminal terminal)
{
    private const int LabelWidth = 18, FigureWidth = 10, LongestBar = 40, LongestCurve = 60;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Glyphs _glyphs = new(terminal);
    private readonly Lock _gate = new();
    private readonly List<EpochReport> _epochs = [];
    private TrainingResult? _result;
    private double? _doneBefore;

    /// <summary>Takes an epoch in; from the thread that trains.</summary>
    public void Add(EpochReport report)
    {
        lock (_gate) _epochs.Add(report);
    }

    /// <summary>The training has ended.</summary>
    public void End(TrainingResult result)
    {
        lock (_gate)
        {
            _result = result;
            // A training that was gone on with has epochs that nobody told of here.
            _epochs.Clear();
            _epochs.AddRange(result.Epochs);
        }
    }

    /// <summary>How it looks now.</summary>
    public IRenderable Render()
    {
        lock (_gate)
        {
            var last = _epochs.Count > 0 ? _epochs[^1] : null;
            double[] train = [.. _epochs.Select(epoch => epoch.TrainLoss)];
            double[] validation = [.. _epochs.Select(epoch => epoch.Validation?.Loss ?? double.NaN)];
            var range = Sparkline.RangeOf(train, validation);
            var lines = new List<string> { Progress(), Curve("train loss", train, range, "blue") };
            if (start.Training.ValidationRows > 0) lines.Add(Curve("validation loss", validation, range, "yellow"));
            if (last?.Validation is ClassificationEvaluation classes) lines.Add(Fact("accuracy", Figures.Percent(classes.Accuracy), "of the validation rows"));
            if (last?.Validation is RegressionEvaluation numbers) lines.Add(Fact($"R{_glyphs.Squared}", Figures.Column(numbers.R2), "on the validation rows"));
            lines.Add(Fact("speed", last is null ? _glyphs.Dash : Figures.Rate(last.SamplesPerSecond), "data points a second"));
            return new Rows(lines.Select(line => new Markup(line)));
        }
    }

    private string Progress()
    {
        var position = start.Training.Position;
        int epochs = start.Options.Training.Epochs, epoch = Math.Max(position.Epoch, 1);
        double done = _result is null
            ? (epoch - 1 + (double)position.PointsDone / Math.Max(position.Points, 1)) / epochs
            : (double)_epochs.Count / epochs;
        // What was done before it was gone on with took none of this time.
        if (position.Epoch > 0) _doneBefore ??= done;
        double seconds = _clock.Elapsed.TotalSeconds, now = done - (_doneBefore ?? 0);
        string time = _result is not null ? $"{Figures.Duration(_result.Seconds)}"
            : now > 0.002 ? $"{(MayStopEarly ? "at most " : "")}{Figures.Duration(seconds * (1 - done) / now)} left"
            : "";
        int count = _result is null ? epoch : _epochs.Count;
        string label = $"epoch {Figures.Count(count)}/{Figures.Count(epochs)}";
        int width = Math.Clamp(terminal.Width - LabelWidth - FigureWidth - 24, 5, LongestBar);
        int filled = Math.Clamp((int)(done * width), 0, width);
        var (full, empty) = terminal.HasUnicode ? ('━', '─') : ('#', '.');
        return $"[bold]{label.PadRight(LabelWidth)}[/]{$"{Math.Floor(done * 100):0} %",FigureWidth}  [green]{new string(full, filled)}[/][dim]{new string(empty, width - filled)}[/]  {time}";
    }

    private bool MayStopEarly => start.Training.ValidationRows > 0 && start.Options.Training.Patience is not null;

    private string Curve(string label, double[] values, (double Low, double High) range, string color)
    {
        int width = Math.Clamp(terminal.Width - LabelWidth - FigureWidth - 3, 5, LongestCurve);
        string figure = values.Length == 0 ? _glyphs.Dash : Figures.Column(values[^1]);
        return $"{label.PadRight(LabelWidth)}{figure,FigureWidth}  [{color}]{Sparkline.Draw(values, range, width, _glyphs.Levels)}[/]";
    }

    private static string Fact(string label, string figure, string unit) => $"{label.PadRight(LabelWidth)}{figure,FigureWidth}  [dim]{unit}[/]";
}
