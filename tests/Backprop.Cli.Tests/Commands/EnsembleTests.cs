namespace Backprop.Cli.Tests.Commands;

public sealed class EnsembleTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void An_ensemble_is_trained_shown_saved_and_predicts()
    {
        var run = _workspace.Train("iris", "--ensemble", "3", "--seed", "7", "--test", "0.2").Succeeded();
        Assert.Equal(["member 1 of 3, seed 7", "member 2 of 3, seed 8", "member 3 of 3, seed 9"], run.Lines.Where(line => line.StartsWith("member ", StringComparison.Ordinal)));
        Assert.Contains("3 of 3 members", run.Out, StringComparison.Ordinal);
        Assert.Equal(3, Model.Load(_workspace.Model).Members.Count);

        Workspace.Run("predict", _workspace.Model, "iris", "--output", _workspace["p.csv"]).Succeeded();
        Assert.Equal(151, File.ReadAllLines(_workspace["p.csv"]).Length);
        Workspace.Run("evaluate", _workspace.Model, "iris").Succeeded();
        string inspected = Workspace.Run("inspect", _workspace.Model).Succeeded().Out;
        Assert.Contains("3 networks of that structure", inspected, StringComparison.Ordinal);
        Assert.Contains("seed 9", inspected, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_tell_of_each_member_and_of_the_whole()
    {
        var events = _workspace.Train("iris", "--ensemble", "2", "--json").Succeeded().Events;
        Assert.Equal([1, 2], events.Where(line => line.GetProperty("event").GetString() == "member").Select(line => line.GetProperty("member").GetInt32()));
        Assert.Equal(2, events[^1].GetProperty("members").GetInt32());
        Assert.Equal(Model.Load(_workspace.Model).Sha256(), events[^1].GetProperty("weightsSha256").GetString());
    }

    [Theory]
    [InlineData("explain", "explained", "--row", "3")]
    [InlineData("check", "checked", "--rows", "5")]
    public void What_looks_into_one_network_says_that_it_is_the_first(string command, string done, string option, string value)
    {
        _workspace.Train("iris", "--ensemble", "2", "--quiet").Succeeded();
        var run = Workspace.Run(command, _workspace.Model, "--data", "iris", option, value);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"averages 2 networks; the first of them is {done}.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_member_has_its_log()
    {
        _workspace.Train("iris", "--ensemble", "2", "--log", _workspace["log"], "--quiet").Succeeded();
        foreach (string member in new[] { "member-1", "member-2" })
            Assert.Equal(4, File.ReadAllLines(Path.Combine(_workspace["log"], member, "log.csv")).Length);
    }

    [Fact]
    public void An_ensemble_is_not_cross_validated()
    {
        string table = _workspace.Write("t.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"{i},{i * 0.37}\n"))));
        _workspace.Train(table, "--target", "y", "--ensemble", "2", "--cross-validate", "3").Refused("--ensemble and --cross-validate cannot be combined");
    }
}
