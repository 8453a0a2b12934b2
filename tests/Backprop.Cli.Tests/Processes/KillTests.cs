namespace Backprop.Cli.Tests.Processes;

/// <summary>A training whose process is killed, again and again, at random moments, and gone on with.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 50, KillsOfSeveral = 10;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Fifty_kills_change_no_bit_of_the_model()
    {
        var training = new KilledTraining(Path.GetDirectoryName(_workspace.Model)!, ["digits", "--hidden", "64,64", "--epochs", "1500", "--patience", "none", "--threads", "1"]);
        byte[] expected = training.Uninterrupted();
        Assert.Equal(expected, training.Run(Kills, Random.Shared));
        Assert.True(training.Kills > 0, "No process was killed.");
    }

    [Fact]
    public void Ten_kills_change_no_bit_of_an_ensemble()
    {
        var training = new KilledTraining(Path.GetDirectoryName(_workspace.Model)!, ["moons", "--ensemble", "4", "--hidden", "32", "--epochs", "800", "--patience", "none", "--threads", "1"]);
        byte[] expected = training.Uninterrupted();
        Assert.Equal(expected, training.Run(KillsOfSeveral, Random.Shared));
        Assert.True(training.Kills > 0, "No process was killed.");
    }
}
