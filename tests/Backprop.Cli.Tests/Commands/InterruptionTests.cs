using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

/// <summary>Ctrl-C and SIGTERM in the middle of a training.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(130)]
    [InlineData(129)]
    [InlineData(143)]
    public void An_interrupted_training_saves_what_it_learned_and_says_so(int exitCode)
    {
        var (run, exits) = RunWithSignals(exitCode, signals: 1, "--json");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal("interrupted: stopping after this batch and saving; Ctrl-C again discards what was learned.\n", run.Error);
        Assert.Empty(exits);
        var finished = run.Events[^1];
        Assert.Equal("cancelled", finished.GetProperty("stopReason").GetString());
        Assert.Equal(2, finished.GetProperty("epochs").GetInt32());
        Assert.Equal(_workspace.Model, finished.GetProperty("model").GetString());
        Assert.Equal(finished.GetProperty("weightsSha256").GetString(), Model.Load(_workspace.Model).Network.Sha256());
        Assert.Equal(StopReason.Cancelled, Model.Load(_workspace.Model).Training!.StopReason);
        Assert.Equal(["model.safetensors"], _workspace.Names);
    }

    [Fact]
    public void A_person_is_told_that_it_was_saved()
    {
        var (run, _) = RunWithSignals(130, signals: 1);
        Assert.Contains("interrupted in epoch 3", run.Out, StringComparison.Ordinal);
        Assert.Contains($"Saved       {_workspace.Model}", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_ensemble_without_all_its_members_was_interrupted(bool asJson)
    {
        using var interruption = new Interruption(_ => { });
        using var error = new StringWriter { NewLine = "\n" };
        int epochs = 0;
        // In the second epoch of the second member.
        using var output = new WatchedWriter(line =>
        {
            if ((line.Contains("\"epoch\":2,", StringComparison.Ordinal) || line.Contains(" 2/3 ", StringComparison.Ordinal)) && ++epochs == 2) interruption.Signal(130);
        });
        int code = CommandLine.Run(
            ["train", "iris", "--epochs", "3", "--ensemble", "2", "--output", _workspace.Model, .. asJson ? ["--json"] : Array.Empty<string>()],
            new CommandEnvironment(output, error, Terminal.None, interruption, "backprop"));
        var run = new CommandRun(code, output.ToString(), error.ToString());
        Assert.Equal(130, run.ExitCode);
        if (asJson) Assert.Equal(("cancelled", 3), (run.Events[^1].GetProperty("stopReason").GetString(), run.Events[^1].GetProperty("epochs").GetInt32()));
        else Assert.Contains("interrupted in member 2 of 2", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_signal_exits_at_once()
    {
        var (run, exits) = RunWithSignals(130, signals: 2, "--json");
        Assert.EndsWith("\nerror: stopped at once; nothing was saved.\n", run.Error, StringComparison.Ordinal);
        Assert.Equal([130], exits);
    }

    [Fact]
    public void Before_training_a_signal_exits_at_once()
    {
        var exits = new List<int>();
        using var interruption = new Interruption(exits.Add);
        interruption.Signal(143);
        Assert.Equal([143], exits);
    }

    [Fact]
    public void On_a_terminal_an_answer_takes_the_place_of_the_line_about_progress()
    {
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(_ => { }) { LineStart = "\r\e[K" };
        interruption.Cooperate(error, "heard", "abandoned");
        interruption.Signal(130);
        interruption.Signal(130);
        Assert.Equal("\r\e[Kheard\n\r\e[Kerror: abandoned\n", error.ToString());
    }

    [Fact]
    public void Where_nothing_would_be_lost_the_first_signal_says_so_and_exits_at_once()
    {
        var exits = new List<int>();
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(exits.Add);
        interruption.EndAtOnce(error, "interrupted; nothing was written.");
        interruption.Signal(130);
        Assert.Equal([130], exits);
        Assert.Equal("error: interrupted; nothing was written.\n", error.ToString());
        Assert.False(interruption.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData("predict", "--output")]
    [InlineData("evaluate", "--report")]
    public void An_interrupted_command_leaves_no_file(string command, string option)
    {
        _workspace.Train("iris").Succeeded();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(_ => { });
        interruption.Cooperate(TextWriter.Null, "", "");
        interruption.Signal(130);
        int exitCode = CommandLine.Run(
            [command, _workspace.Model, "iris", option, _workspace["result"]], new CommandEnvironment(output, error, Terminal.None, interruption, "backprop"));
        Assert.Equal(130, exitCode);
        Assert.Equal("error: interrupted; nothing was written.\n", error.ToString());
        Assert.Equal("", output.ToString());
        Assert.Equal(["model.safetensors"], _workspace.Names);
    }

    /// <summary>Trains, and sends the signals when the second epoch is reported.</summary>
    private (CommandRun Run, IReadOnlyList<int> Exits) RunWithSignals(int exitCode, int signals, params string[] options)
    {
        var exits = new List<int>();
        using var interruption = new Interruption(exits.Add);
        using var error = new StringWriter { NewLine = "\n" };
        using var output = new WatchedWriter(line =>
        {
            if (!line.Contains("\"epoch\":2,", StringComparison.Ordinal) && !line.Contains(" 2/100000 ", StringComparison.Ordinal)) return;
            for (int i = 0; i < signals; i++) interruption.Signal(exitCode);
        });
        int code = CommandLine.Run(
            ["train", "iris", "--epochs", "100000", "--patience", "none", "--output", _workspace.Model, .. options],
            new CommandEnvironment(output, error, Terminal.None, interruption, "backprop"));
        return (new CommandRun(code, output.ToString(), error.ToString()), exits);
    }
}
