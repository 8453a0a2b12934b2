using System.Diagnostics;
using System.Text;
using Backprop.Files;

namespace Backprop.Cli.Logging;

/// <summary>
/// What <c>train --log DIR</c> leaves in a directory: <c>log.csv</c>, a line an epoch, and the curves as <c>curves.svg</c> and
/// <c>index.html</c>. What goes wrong while training runs is said once; training goes on.
/// </summary>
internal sealed class TrainingLog : TrainingCallback, IDisposable
{
    private const string Lines = "log.csv", Curves = "curves.svg", Page = "index.html";

    // A person cannot look more often, and a picture of many epochs takes its time.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _directory, _title;
    private readonly Action<string> _warn;
    private readonly CsvLog _lines;
    private readonly List<EpochReport> _epochs = [];
    private readonly Stopwatch _sinceDrawn = new();
    private bool _broken;

    /// <param name="directory">The directory, which is made where it is not there.</param>
    /// <param name="title">What the curves are of.</param>
    /// <param name="warn">Is told of what goes wrong later.</param>
    /// <exception cref="InvalidInputException">There is a log already, or there cannot be one.</exception>
    public TrainingLog(string directory, string title, Action<string> warn)
    {
        (_directory, _title, _warn) = (directory, title, warn);
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"--log {directory}: the directory cannot be made: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        _lines = new CsvLog(Path.Combine(directory, Lines));
    }

    public override void AfterEpoch(EpochReport epoch) => Try(() =>
    {
        _epochs.Add(epoch);
        _lines.AfterEpoch(epoch);
        if (_sinceDrawn.IsRunning && _sinceDrawn.Elapsed < Interval) return;
        Draw();
        _sinceDrawn.Restart();
    });

    public override void AfterTraining(TrainingResult result) => Try(Draw);

    public void Dispose() => _lines.Dispose();

    private void Draw()
    {
        string svg = CurveDrawing.Draw(_title, _epochs);
        Write(Curves, svg);
        Write(Page, CurvePage.Of(_title, svg, _epochs));
    }

    private void Write(string name, string text) => AtomicFile.Write(Path.Combine(_directory, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private void Try(Action action)
    {
        if (_broken) return;
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or InvalidInputException or UnauthorizedAccessException)
        {
            _broken = true;
            _warn($"--log {_directory}: {exception.Message.ReplaceLineEndings(" ")} Training goes on without the log.");
        }
    }
}
