using System.Text.Json;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

public sealed class ExplainTests : IDisposable
{
    private const string Problem = """
        { "layers": [ {"activation":"sigmoid", "weights":[[0.15,0.2],[0.25,0.3]], "biases":[0.35,0.35]},
                      {"activation":"sigmoid", "weights":[[0.4,0.45],[0.5,0.55]], "biases":[0.6,0.6]} ],
          "inputs": [[0.05,0.1]], "targets": [[0.01,0.99]], "loss": "half-squared-error", "optimizer": {"learningRate":0.5} }
        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_problem_file_is_worked_through_with_the_published_numbers()
    {
        // Mazur, "A step by step backpropagation example", 2015.
        string text = Workspace.Run("explain", "--problem", Exercise(), "--precision", "9").Succeeded().Out;
        foreach (string published in (string[])["0.3775", "0.593269992", "0.596884378", "0.298371109", "0.138498562", "0.0821670406", "0.35891648"])
            Assert.Contains(published, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text);
    }

    [Theory]
    [InlineData("markdown", "# One step")]
    [InlineData("latex", "\\begin{document}")]
    [InlineData("html", "<!DOCTYPE html>")]
    [InlineData("svg", "<svg")]
    [InlineData("json", "{\"version\":1")]
    public void Every_format_can_be_printed_and_saved_by_its_ending(string format, string expected)
    {
        string printed = Workspace.Run("explain", "--problem", Exercise(), "--format", format).Succeeded().Out;
        Assert.Contains(expected, printed, StringComparison.OrdinalIgnoreCase);
        string file = _workspace["step" + (format switch { "markdown" => ".md", "latex" => ".tex", _ => "." + format })];
        Assert.StartsWith("Saved ", Workspace.Run("explain", "--problem", Exercise(), "--output", file).Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(printed.TrimEnd(), File.ReadAllText(file).TrimEnd());
    }

    [Fact]
    public void A_row_of_a_model_is_explained_with_the_names_of_its_columns()
    {
        _workspace.Train("iris").Succeeded();
        string text = Workspace.Run("explain", _workspace.Model, "--data", "iris", "--row", "60", "--batch", "58..61", "--phase", "loss").Succeeded().Out;
        Assert.Contains("versicolor", text, StringComparison.Ordinal);
        Assert.Contains("row 60", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_dropout_is_explained_without_it_and_a_line_says_so()
    {
        _workspace.Train("iris", "--dropout", "0.3").Succeeded();
        var run = Workspace.Run("explain", _workspace.Model, "--data", "iris", "--row", "60");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("dropout is left out, since it acts while training alone", run.Error, StringComparison.Ordinal);
        Assert.Contains("versicolor", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.3")]
    public void The_trace_has_the_outputs_that_predict_gives(string dropout)
    {
        _workspace.Train("iris", "--dropout", dropout).Succeeded();
        string json = Workspace.Run("explain", _workspace.Model, "--data", "iris", "--row", "7", "--format", "json").Out;
        var outputs = JsonDocument.Parse(json).RootElement.GetProperty("steps")[0].GetProperty("points")[0].GetProperty("layers")[1].GetProperty("activations");
        string[] predicted = Workspace.Run("predict", _workspace.Model, "iris").Succeeded().Lines[8].Split(',');
        for (int i = 0; i < 3; i++)
            Assert.Equal(double.Parse(predicted[i + 1], System.Globalization.CultureInfo.InvariantCulture), outputs[i].GetDouble(), 1e-6);
    }

    [Fact]
    public void What_if_changes_the_step()
    {
        string Updated(params string[] options) => Workspace.Run(["explain", "--problem", Exercise(), "--format", "json", .. options]).Succeeded().Out;
        string before = Updated();
        Assert.NotEqual(before, Updated("--learning-rate", "0.1"));
        Assert.NotEqual(before, Updated("--set", "2.1.bias=0.1"));
        var changed = JsonDocument.Parse(Updated("--set", "1.0-2.1=0.7")).RootElement.GetProperty("steps")[0].GetProperty("before")[1].GetProperty("weights");
        Assert.Equal(0.7, changed[1][0].GetDouble());
        Assert.Contains("0.1", JsonDocument.Parse(Updated("--learning-rate", "0.1")).RootElement.GetProperty("optimizer").GetProperty("learningRate").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_says_on_stderr_what_it_found()
    {
        var run = Workspace.Run("explain", "--problem", Exercise(), "--check", "--format", "json");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Checked by finite differences: 12 gradients compared", run.Error, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(run.Out).RootElement.GetProperty("check").GetProperty("maxRelativeError").GetDouble() < 1e-7);
    }

    [Theory]
    [InlineData("\"inputs\": [[0.05,0.1]],", "", "$", "\"inputs\" is missing")]
    [InlineData("[0.25,0.3]", "[0.25]", "$.layers[0].weights[1]", "1 numbers")]
    [InlineData("\"sigmoid\"", "\"sigmoidal\"", "$.layers[0].activation", "sigmoidal")]
    [InlineData("[[0.01,0.99]]", "[[0.01]]", "$.targets[0]", "expected 2")]
    [InlineData("0.05,", "NaN,", "line 3", "not JSON")]
    [InlineData("0.05,", "1e999,", "$.inputs[0][0]", "too large")]
    [InlineData("\"weights\":[[0.15,0.2],[0.25,0.3]]", "\"neurons\":1000000000", "$.layers[0]", "neurons")]
    public void A_wrong_problem_file_is_refused_with_the_place(string original, string replacement, string place, string what)
    {
        string text = Problem.Replace(original, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Problem, text);
        Workspace.Run("explain", "--problem", _workspace.Write("wrong.json", text)).Refused("wrong.json", place, what);
    }

    [Fact]
    public void A_dash_is_the_standard_output()
    {
        string problem = Exercise();
        string[] before = _workspace.Names;
        Assert.Equal(
            Workspace.Run("explain", "--problem", problem, "--format", "svg").Succeeded().Out,
            Workspace.Run("explain", "--problem", problem, "--format", "svg", "--output", "-").Succeeded().Out);
        Assert.Equal(before, _workspace.Names);
    }

    [Fact]
    public void What_is_read_is_never_overwritten_under_whatever_name()
    {
        string problem = Exercise(), data = _workspace.Write("houses.csv", Tables.Houses(40)), link = _workspace["step.html"];
        _workspace.Train(data, "--target", "last").Succeeded();
        File.CreateSymbolicLink(link, _workspace.Model);
        byte[][] before = Contents();
        Workspace.Run("explain", "--problem", problem, "--output", problem).Refused("--output", "the problem", "Choose another name");
        Workspace.Run("explain", "--problem", problem, "--output", Path.Combine(_workspace["."], "problem.json")).Refused("the problem");
        Workspace.Run("explain", _workspace.Model, "--data", data, "--row", "1", "--output", _workspace.Model).Refused("the model");
        Workspace.Run("explain", _workspace.Model, "--data", data, "--row", "1", "--output", link).Refused("the model");
        Workspace.Run("explain", _workspace.Model, "--data", data, "--row", "1", "--output", data).Refused("the data");
        Assert.Equal(before, Contents());

        byte[][] Contents() => [.. new[] { problem, data, _workspace.Model }.Select(File.ReadAllBytes)];
    }

    [Fact]
    public void A_terminal_gets_colour()
    {
        var terminal = new Terminal(IsLive: true, HasColor: true, HasUnicode: true, Width: 80);
        Assert.Contains('\e', Workspace.RunOn(terminal, "explain", "--problem", Exercise()).Succeeded().Out);
    }

    [Fact]
    public void What_cannot_be_explained_is_refused_in_one_line()
    {
        string problem = Exercise();
        _workspace.Train("iris").Succeeded();
        Refuse(["explain"], "--problem");
        Refuse(["explain", _workspace.Model], "--data");
        Refuse(["explain", _workspace.Model, "--data", "iris"], "--row", "149");
        Refuse(["explain", _workspace.Model, "--data", "iris", "--row", "150"], "0 to 149");
        Refuse(["explain", _workspace.Model, "--data", "digits", "--row", "1"], "64");
        Refuse(["explain", _workspace.Model, "--data", "iris", "--row", "1", "--batch", "5..9"], "--batch");
        Refuse(["explain", _workspace.Model, "--data", "iris", "--batch", "9..5"], "0..9");
        Refuse(["explain", _workspace.Model, "--problem", problem], "own network");
        Refuse(["explain", "--problem", problem, "--row", "1"], "--row", "own data");
        Refuse(["explain", "--problem", problem, "--neuron", "3.0"], "no layer 3");
        Refuse(["explain", "--problem", problem, "--edge", "0.0-2.0"], "next layer");
        Refuse(["explain", "--problem", problem, "--phase", "sideways"], "sideways");
        Refuse(["explain", "--problem", problem, "--format", "pdf"], "pdf");
        Refuse(["explain", "--problem", problem, "--set", "1.0=3"], "2.3.bias=0.1");
        Refuse(["explain", "--problem", problem, "--step", "2"], "step 1");
        Refuse(["explain", "--problem", problem, "--output", _workspace["no/such/folder.html"]], "folder.html");
        Refuse(["explain", "--problem", _workspace.Write("wrong.json", """{"layers":[]}""")], "$.layers");

        static void Refuse(string[] arguments, params string[] named) => Workspace.Run(arguments).Refused(named);
    }

    private string Exercise() => _workspace.Write("problem.json", Problem);
}
