using Backprop.Cli.Tests.Processes;
using Backprop.Long.Running;
using Backprop.Long.Trainings;

namespace Backprop.Long.Tests;

/// <summary>Trainings of many kinds, killed again and again on their way.</summary>
/// <param name="kinds">What is trained; what a checkpoint has to carry differs between them.</param>
internal sealed class Kills(params string[] kinds) : ILongTest
{
    private const string Table = "spirals.csv";

    /// <summary>Of trainings of one network.</summary>
    public static Kills OfOne { get; } = new(
        "digits --hidden 64,64 --epochs 1500 --threads 1",
        "digits --hidden 64 --epochs 1500 --optimizer sgd --momentum 0.9 --learning-rate 0.05 --schedule one-cycle --threads 2",
        "digits --hidden 48,32 --epochs 1000 --dropout 0.3 --normalize batch --threads 2",
        "moons --hidden 32,32 --epochs 6000 --optimizer rmsprop --threads 1")
    {
        Name = "kills",
        Required = 2000,
        MostOfOneTraining = 50,
        Proves = "A training whose process is killed by SIGKILL at random moments, and gone on with each time, ends in a model that is equal, byte for byte, to that of the training which was never interrupted.",
    };

    /// <summary>Of ensembles and cross-validations, whose trainings have folders of their own.</summary>
    public static Kills OfSeveral { get; } = new(
        "digits --ensemble 4 --hidden 64 --epochs 400 --dropout 0.2 --threads 1",
        $"{Table} --target class --cross-validate 4 --hidden 48 --epochs 250 --threads 2",
        "moons --ensemble 6 --hidden 32,32 --epochs 1000 --optimizer rmsprop --threads 2",
        $"{Table} --target class --cross-validate 3 --hidden 32 --normalize batch --epochs 250 --threads 1")
    {
        Name = "kills-of-several",
        Required = 400,
        MostOfOneTraining = 10,
        Proves = "The same of ensembles and of cross-validations, each of whose trainings has its checkpoints in a folder of its own: all members of the model, and the scores of all folds.",
    };

    public required string Name { get; init; }

    public required string Proves { get; init; }

    public IReadOnlyList<int> Guarantees => [2, 3, 12];

    public string Unit => "kills";

    public required long Required { get; init; }

    private int MostOfOneTraining { get; init; }

    public void Run(LongRun run)
    {
        long whileSaving = 0, trainings = 0;
        string table = Path.Combine(run.Folder, Table);
        if (kinds.Any(kind => kind.StartsWith(Table, StringComparison.Ordinal))) InProcessCommand.Run("data", "export", "spirals", table);
        for (int number = 0; run.GoesOn; number++)
        {
            string kind = kinds[number % kinds.Length];
            string folder = Directory.CreateDirectory(Path.Combine(run.Folder, $"{number}")).FullName;
            var training = new KilledTraining(folder, [.. kind.Replace(Table, table, StringComparison.Ordinal).Split(' '), "--patience", "none", "--seed", $"{number}"]);
            byte[] expected = training.Uninterrupted();
            byte[] found = training.Run((int)Math.Min(MostOfOneTraining, run.Wanted - run.Done), run.RandomOf(number));
            if (!found.AsSpan().SequenceEqual(expected)) run.Fail($"training {number} ({kind}): another end after {training.Kills} kills");
            run.Count(training.Kills);
            whileSaving += training.KillsWhileSaving;
            run.Note("trainings", $"{++trainings}");
            run.Note("killed while a checkpoint was being written", $"{whileSaving}");
            Directory.Delete(folder, recursive: true);
        }
    }
}
