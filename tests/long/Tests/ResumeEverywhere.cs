using Backprop.Long.Running;
using Backprop.Long.Trainings;
using Backprop.Tests.Checkpoints;

namespace Backprop.Long.Tests;

/// <summary>Trainings of every combination, interrupted at a random batch and gone on with on another number of threads.</summary>
internal sealed class ResumeEverywhere : ILongTest
{
    private static readonly int[] Threads = [1, 2, 3, 8];

    /// <summary>But at the end, or where it is interrupted.</summary>
    private static readonly CheckpointInterval Never = CheckpointInterval.Epochs(int.MaxValue);

    public string Name => "resume";

    public string Proves => "Every optimizer with every schedule, with dropout, noise, normalization, residual connections, averages, mixup, patience and regularization: gone on with from the checkpoint of a random batch, on another number of threads, a training ends in the same bits, with the same curve and for the same reason.";

    public IReadOnlyList<int> Guarantees => [1, 2];

    public string Unit => "trainings";

    public long Required => 20L * TrainingPlan.Combinations;

    public void Run(LongRun run)
    {
        run.Note("combinations of optimizer, schedule and layers between", $"{TrainingPlan.Combinations}");
        run.Each(number => InterruptAndGoOn(new TrainingPlan(run.Seed, number), run.RandomOf(~number)));
    }

    private static void InterruptAndGoOn(TrainingPlan plan, Random random)
    {
        int threads = Threads[random.Next(Threads.Length)], others = Threads[random.Next(Threads.Length)], batch = random.Next(1, plan.Batches + 1);
        var (expected, uninterrupted) = plan.Train(threads);
        var store = new MemoryStore();
        plan.Train(threads, new Checkpointing(store) { Every = Never }, batch);
        var (found, resumed) = plan.Train(others, new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny });
        if ((found, Curve(resumed)) != (expected, Curve(uninterrupted)))
            throw new InvalidOperationException($"{plan}, interrupted after batch {batch}: {found} {Curve(resumed)}, not {expected} {Curve(uninterrupted)}");
    }

    private static string Curve(TrainingResult result) => FormattableString.Invariant(
        $"{string.Join(' ', result.Epochs.Select(epoch => FormattableString.Invariant($"{epoch.TrainLoss:R}/{epoch.Validation?.Loss:R}")))} {result.BestEpoch} {result.StopReason}");
}
