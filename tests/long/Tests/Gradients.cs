using System.Globalization;
using Backprop.Long.Running;
using Backprop.Tests;

namespace Backprop.Long.Tests;

/// <summary>Random networks of every activation, loss and layer: engine against reference, reference against finite differences.</summary>
internal sealed class Gradients : ILongTest
{
    // Finite differences cost five passes a number: a spread of each parameter is compared, of networks smaller than those of every CI run,
    // but wide enough that what a normalization divides by is more than rounding.
    private const int DifferencesForAParameter = 3, Widest = 30, Narrowest = 8, Deepest = 6, MostPoints = 40, FewestPoints = 16;

    public string Name => "gradients";

    public string Proves => "Of random networks of up to 7 layers of 8 to 37 neurons, with every activation, loss and kind of layer, all gradients of the engine are those of the reference, and those of the reference are finite differences of its loss, in double.";

    public IReadOnlyList<int> Guarantees => [6];

    public string Unit => "networks";

    public long Required => 5_000;

    public void Run(LongRun run)
    {
        var errors = new List<(double Engine, bool Normalizes, double Reference)>();
        long next = -1;
        Parallel.For(0, Environment.ProcessorCount, new ParallelOptions { CancellationToken = run.Cancellation }, _ =>
        {
            while (run.GoesOn && Interlocked.Increment(ref next) is var number && number < run.Wanted)
            {
                var random = RandomNetworks.Create((int)number + (run.Seed * 1_000_000), Widest, Deepest, MostPoints, Narrowest, FewestPoints);
                run.Case(random.Description, () =>
                {
                    var result = GradientCheck.Run(random.Network, random.Loss, random.Data, DifferencesForAParameter);
                    if (!result.Passed) run.Fail($"{random.Description}: {result}");
                    lock (errors) errors.Add((result.WorstOfEngine.RelativeError, result.AllowedOfEngine > GradientCheck.EngineTolerance, result.ReferenceComparison.MaxRelativeError));
                });
            }
        });
        if (errors.Count == 0) return;
        run.Note("largest error of the engine", Shown(errors.Where(error => !error.Normalizes).Select(error => error.Engine).DefaultIfEmpty().Max(), GradientCheck.EngineTolerance));
        run.Note("largest error of the engine with normalization", Shown(errors.Where(error => error.Normalizes).Select(error => error.Engine).DefaultIfEmpty().Max(), GradientCheck.NormalizedTolerance));
        run.Note("largest error of the reference", Shown(errors.Max(error => error.Reference), GradientCheck.ReferenceTolerance));
        run.Note("networks whose reference is within 1e-9", string.Create(CultureInfo.InvariantCulture, $"{errors.Count(error => error.Reference <= 1e-9):N0} of {errors.Count:N0}"));
    }

    private static string Shown(double error, double allowed) => string.Create(CultureInfo.InvariantCulture, $"{error:E1} of {allowed:E0} allowed");
}
