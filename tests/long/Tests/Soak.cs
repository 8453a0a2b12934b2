using Backprop.Cli.Tests.Processes;
using Backprop.Long.Running;
using Backprop.Long.Trainings;

namespace Backprop.Long.Tests;

/// <summary>An hour of small trainings, commands and kills, while memory and handles are watched.</summary>
internal sealed class Soak : ILongTest
{
    private const int CommandsEvery = 10, KillsEvery = 100, MostKills = 4;
    private const double SecondsBetweenSamples = 10;

    private long _trainings, _commands, _kills;
    private string _evaluated = "";
    private byte[]? _killed;

    public string Name => "soak";

    public string Proves => "An hour of trainings one after another in one process, each with checkpoints in a folder, interrupted and gone on with to the same bits; of every command on tables and images; and of processes that are killed and gone on with: memory and handles stay flat, and every number stays the same.";

    public IReadOnlyList<int> Guarantees => [1, 2, 3, 12];

    public string Unit => "seconds";

    public long Required => 3600;

    public void Run(LongRun run)
    {
        var resources = new ResourceCurve();
        double sampled = double.NegativeInfinity, between = Math.Min(SecondsBetweenSamples, run.Wanted / 360.0);
        for (long round = 0; run.GoesOn; round++)
        {
            Round(run, round);
            run.Count(Math.Min((long)run.Seconds, run.Wanted) - run.Done);
            if (run.Seconds < sampled + between) continue;
            sampled = run.Seconds;
            resources.Add();
        }
        resources.Judge(run);
        run.Note("trainings interrupted and gone on with", $"{_trainings:N0}");
        run.Note("rounds of commands", $"{_commands:N0}");
        run.Note("processes killed", $"{_kills:N0}");
    }

    private void Round(LongRun run, long round)
    {
        string folder = Directory.CreateDirectory(Path.Combine(run.Folder, $"{round}")).FullName;
        try
        {
            Interrupt(new TrainingPlan(run.Seed, round), run.RandomOf(~round), folder);
            if (round % CommandsEvery == 0) RunCommands(folder);
            if (round % KillsEvery == 0) Kill(folder, run.RandomOf(round));
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !run.IsCancelled)
        {
            run.Fail($"round {round}: {exception.GetType().Name}: {exception.Message}");
        }
        Directory.Delete(folder, recursive: true);
    }

    private void Interrupt(TrainingPlan plan, Random random, string folder)
    {
        string expected = plan.Train(threads: 2).Sha256;
        using var store = new CheckpointDirectory(Path.Combine(folder, "in-process"));
        plan.Train(threads: 1, new Checkpointing(store) { Every = CheckpointInterval.Batches(5) }, random.Next(1, plan.Batches + 1));
        string found = plan.Train(threads: 2, new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny }).Sha256;
        if (found != expected) throw new InvalidOperationException($"{plan}: {found}, not {expected}");
        _trainings++;
    }

    private void RunCommands(string folder)
    {
        string table = Path.Combine(folder, "table.csv"), model = Path.Combine(folder, "table.safetensors"), predictions = Path.Combine(folder, "predictions.csv");
        InProcessCommand.Run("data", "export", "moons", table);
        InProcessCommand.Run("train", table, "--target", "last", "--epochs", "3", "--output", model, "--quiet");
        string evaluated = InProcessCommand.Run("evaluate", model, table, "--json");
        InProcessCommand.Run("train", table, "--target", "last", "--epochs", "3", "--output", model, "--quiet", "--stream", "always", "--cache", Directory.CreateDirectory(Path.Combine(folder, "cache")).FullName);
        InProcessCommand.Run("predict", model, table, "--output", predictions);
        InProcessCommand.Run("train", "digits", "--epochs", "1", "--dropout", "0", "--output", model, "--quiet");
        InProcessCommand.Run("explain", model, "--data", "digits", "--row", "5");
        InProcessCommand.Run("evaluate", model, "digits", "--report", Path.Combine(folder, "report.html"));
        if (_commands++ == 0) _evaluated = evaluated;
        else if (Numbers(evaluated) != Numbers(_evaluated)) throw new InvalidOperationException($"the same table was evaluated as {evaluated}, and at first as {_evaluated}");
    }

    private void Kill(string folder, Random random)
    {
        string killed = Directory.CreateDirectory(Path.Combine(folder, "killed")).FullName;
        var training = new KilledTraining(killed, ["digits", "--hidden", "32", "--epochs", "1500", "--patience", "none", "--threads", "1"]);
        byte[] found = training.Run(MostKills, random);
        if (_killed is not null && !found.AsSpan().SequenceEqual(_killed)) throw new InvalidOperationException($"another model after {training.Kills} kills");
        _killed ??= found;
        _kills += training.Kills;
    }

    /// <summary>Without the folder of the round, which is part of the paths.</summary>
    private static string Numbers(string evaluated) => evaluated[evaluated.IndexOf("\"rows\"", StringComparison.Ordinal)..];
}
