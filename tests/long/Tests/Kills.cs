using Backprop.Cli.Tests.Processes;
using Backprop.Long.Running;

namespace Backprop.Long.Tests;

/// <summary>Trainings of many kinds, each killed up to fifty times on its way.</summary>
internal sealed class Kills : ILongTest
{
    private const int MostOfOneTraining = 50;

    /// <summary>What a checkpoint has to carry differs between them.</summary>
    private static readonly string[] Kinds =
    [
        "digits --hidden 64,64 --epochs 1500 --threads 1",
        "digits --hidden 64 --epochs 1500 --optimizer sgd --momentum 0.9 --learning-rate 0.05 --schedule one-cycle --threads 2",
        "digits --hidden 48,32 --epochs 1000 --dropout 0.3 --normalize batch --threads 2",
        "moons --hidden 32,32 --epochs 6000 --optimizer rmsprop --threads 1",
    ];

    public string Name => "kills";

    public string Proves => "A training whose process is killed by SIGKILL at random moments, and gone on with each time, ends in a model that is equal, byte for byte, to that of the training which was never interrupted.";

    public IReadOnlyList<int> Guarantees => [2, 3, 12];

    public string Unit => "kills";

    public long Required => 2000;

    public void Run(LongRun run)
    {
        long whileSaving = 0, trainings = 0;
        for (int number = 0; run.GoesOn; number++)
        {
            string kind = Kinds[number % Kinds.Length];
            string folder = Directory.CreateDirectory(Path.Combine(run.Folder, $"{number}")).FullName;
            var training = new KilledTraining(folder, [.. kind.Split(' '), "--patience", "none", "--seed", $"{number}"]);
            byte[] expected = training.Uninterrupted();
            byte[] found = training.Run((int)Math.Min(MostOfOneTraining, run.Wanted - run.Done), run.RandomOf(number));
            if (!found.AsSpan().SequenceEqual(expected)) run.Fail($"training {number} ({kind}): another model after {training.Kills} kills");
            run.Count(training.Kills);
            whileSaving += training.KillsWhileSaving;
            run.Note("trainings", $"{++trainings}");
            run.Note("killed while a checkpoint was being written", $"{whileSaving}");
            Directory.Delete(folder, recursive: true);
        }
    }
}
