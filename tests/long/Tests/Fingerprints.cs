using System.Globalization;
using Backprop.Long.Running;
using Backprop.Long.Trainings;

namespace Backprop.Long.Tests;

/// <summary>Trainings at every vector width, in a process each, on 1, 2, 3 and 8 threads.</summary>
internal sealed class Fingerprints : ILongTest
{
    public const string ChildTask = "fingerprints";

    private const int OfOneProcess = 100;
    private static readonly string[] Widths = ["scalar", "128", "256", "512"];
    private static readonly int[] Threads = [1, 2, 3, 8];

    public string Name => "fingerprints";

    public string Proves => "Trainings of random shape with every optimizer, schedule and kind of layer have the same bits at every vector width (BACKPROP_SIMD=scalar, 128, 256, 512) and on 1, 2, 3 and 8 threads.";

    public IReadOnlyList<int> Guarantees => [1];

    public string Unit => "trainings";

    public long Required => 5L * TrainingPlan.Combinations;

    public void Run(LongRun run)
    {
        run.Note("fingerprints of each", $"{Widths.Length * Threads.Length}");
        while (run.GoesOn)
        {
            int first = (int)run.Done, count = (int)Math.Min(OfOneProcess, run.Wanted - run.Done);
            var lines = Widths.Select(width => Lines(width, run.Seed, first, count)).ToArray();
            for (int i = 0; i < count; i++)
            {
                var found = lines.Select(width => width[i]).SelectMany(line => line.Split(' ')).Distinct().ToList();
                if (found.Count > 1) run.Fail($"training {first + i} ({new TrainingPlan(run.Seed, first + i)}): {string.Join("; ", lines.Select((width, w) => $"{Widths[w]}: {width[i]}"))}");
            }
            run.Count(count);
        }
    }

    /// <summary>A line a training, with its fingerprint on each number of threads.</summary>
    public static void RunChild(string[] words)
    {
        int[] numbers = [.. words.Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        for (int number = numbers[1]; number < numbers[1] + numbers[2]; number++)
            Console.WriteLine(string.Join(' ', Threads.Select(threads => new TrainingPlan(numbers[0], number).Train(threads).Sha256)));
    }

    private static string[] Lines(string width, int seed, int first, int count)
    {
        var child = ChildProcess.Of(ChildTask, $"{seed}", $"{first}", $"{count}");
        child.Environment["BACKPROP_SIMD"] = width;
        string[] lines = ChildProcess.Run(child).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length == count ? lines : throw new InvalidOperationException($"{lines.Length} lines of {count} trainings at {width}");
    }
}
