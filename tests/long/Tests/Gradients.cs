using System.Globalization;
using Backprop.Long.Running;
using Backprop.Tests;

namespace Backprop.Long.Tests;

/// <summary>
/// Random networks: engine against reference, reference against finite differences. Those that normalize are not among them: where the
/// spread of a feature is next to nothing, what they divide by magnifies the roundings of float and of differences without bound, and
/// among thousands of random networks such features are found; chosen networks are held against them at every change.
/// </summary>
internal sealed class Gradients : ILongTest
{
    // Finite differences cost five passes a number: a spread of each parameter is compared, of networks smaller than those of every CI run,
    // but wide enough that what a normalization divides by is more than rounding.
    private const int DifferencesForAParameter = 3, Widest = 30, Narrowest = 8, Deepest = 6, MostPoints = 40, FewestPoints = 16;

    public string Name => "gradients";

    public string Proves => "Of random networks of up to 7 layers of 8 to 37 neurons, with every activation, loss and kind of layer but normalizations, all gradients of the engine are those of the reference, and those of the reference are finite differences of its loss, in double.";

    public IReadOnlyList<int> Guarantees => [6];

    public string Unit => "networks";

    public long Required => 5_000;

    public void Run(LongRun run)
    {
        var errors = new List<(double Engine, double Reference)>();
        long next = -1, taken = 0;
        Parallel.For(0, Environment.ProcessorCount, new ParallelOptions { CancellationToken = run.Cancellation }, _ =>
        {
            while (run.GoesOn && Interlocked.Read(ref taken) < run.Wanted && Interlocked.Increment(ref next) is var number)
            {
                var random = RandomNetworks.Create((int)number + (run.Seed * 1_000_000), Widest, Deepest, MostPoints, Narrowest, FewestPoints);
                if (random.Network.Layers.Any(layer => layer.Normalizes) || Interlocked.Increment(ref taken) > run.Wanted) continue;
                run.Case(random.Description, () =>
                {
                    var result = GradientCheck.Run(random.Network, random.Loss, random.Data, DifferencesForAParameter);
                    if (!result.Passed) run.Fail($"{random.Description}: {result}");
                    lock (errors) errors.Add((result.WorstOfEngine.RelativeError, result.ReferenceComparison.MaxRelativeError));
                });
            }
        });
        if (errors.Count == 0) return;
        run.Note("largest error of the engine", Shown(errors.Max(error => error.Engine), GradientCheck.EngineTolerance));
        run.Note("largest error of the reference", Shown(errors.Max(error => error.Reference), GradientCheck.ReferenceTolerance));
        run.Note("networks whose reference is within 1e-9", string.Create(CultureInfo.InvariantCulture, $"{errors.Count(error => error.Reference <= 1e-9):N0} of {errors.Count:N0}"));
    }

    private static string Shown(double error, double allowed) => string.Create(CultureInfo.InvariantCulture, $"{error:E1} of {allowed:E0} allowed");
}
