using System.CommandLine;
using System.Text;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Explain;
using Backprop.Files;

namespace Backprop.Cli.Commands;

/// <summary><c>explain MODEL --data DATA --row N</c> or <c>explain --problem FILE</c>: one step of back-propagation, number by number.</summary>
internal sealed class ExplainCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string?> _model = new("MODEL") { Description = "A model file that 'train' wrote.", Arity = ArgumentArity.ZeroOrOne };
    private readonly StepOptions _step = new();
    private readonly DataOptions _dataOptions = new(forTraining: false);
    private readonly ExplanationChoice _choice = new();
    private readonly ExplanationOutput _output = new();

    public ExplainCommand(CommandEnvironment environment) : base("explain", "Explains one step of back-propagation, number by number: forward, loss, backward, gradient, update.")
    {
        _environment = environment;
        Arguments.Add(_model);
        foreach (OptionGroup group in new OptionGroup[] { _step, _dataOptions, _choice, _output }) Add(group);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("explain --problem exercise.json", "A textbook exercise, worked through."),
        ("explain model.safetensors --data digits --row 5", "The step that training would take on one row."),
        ("explain model.safetensors --data iris --row 5 --batch 0..9 --neuron 1.3", "One neuron, with the gradient averaged over ten rows."),
        ("explain model.safetensors --data iris --row 5 --output step.html", "A page to click through, offline."),
        ("explain --problem exercise.json --set 1.0-2.1=0.5 --check", "What if a weight were another; every gradient checked."),
    ];

    private int Run(ParseResult parsed)
    {
        string? path = _output.Path(parsed);
        if (path == OutputFile.StandardOutput) path = null;
        if (path is not null) OutputFile.Require(path, _step.Files(parsed, parsed.GetValue(_model), _dataOptions));
        var (problem, names, point) = _step.Problem(parsed, parsed.GetValue(_model), _dataOptions, _environment.Warn);
        var options = _choice.Of(parsed, problem) with { PointNames = names, Point = point };
        _environment.Interruption.Cooperate(
            _environment.Error, "interrupted: stopping; Ctrl-C again ends at once.", "stopped at once; nothing was written.");
        var trace = Tracer.Run(problem, _output.Checks(parsed), _output.Numbers(parsed), _environment.Interruption.Token);
        Write(path, _output.Format(parsed), trace, options);
        if (trace.Check is { } check) Report(check);
        return ExitCode.Done;
    }

    private void Write(string? path, string format, Trace trace, ExplanationOptions options)
    {
        if (format == "text" && path is null)
        {
            ExplanationText.Write(_environment, Explanation.Of(trace, options));
            return;
        }
        byte[] content = Content(format, trace, options);
        if (path is null)
        {
            string text = Encoding.UTF8.GetString(content);
            _environment.Out.Write(text.EndsWith('\n') ? text : text + "\n");
            return;
        }
        AtomicFile.Write(path, stream => stream.Write(content));
        _environment.Out.WriteLine($"Saved {path} ({Figures.Bytes(content.Length)})");
    }

    private static byte[] Content(string format, Trace trace, ExplanationOptions options)
    {
        if (format == "json")
        {
            using var stream = new MemoryStream();
            TraceJson.Write(trace, stream);
            return stream.ToArray();
        }
        var explanation = Explanation.Of(trace, options);
        return Encoding.UTF8.GetBytes(format switch
        {
            "markdown" => MarkdownRenderer.Render(explanation),
            "latex" => LatexRenderer.Render(explanation),
            "html" => HtmlRenderer.Render(explanation),
            "svg" => SvgRenderer.Render(explanation),
            _ => TextRenderer.Render(explanation),
        });
    }

    /// <summary>On stderr: stdout belongs to the explanation.</summary>
    private void Report(Reference.GradientComparison check)
    {
        string text = $"finite differences: {CheckText.Reference(check)}";
        if (!CheckText.Holds(check)) throw new CommandFailure(ExitCode.CheckFailed, $"a gradient is wrong: {text}.");
        _environment.Error.WriteLine($"Checked by {text}");
    }
}
