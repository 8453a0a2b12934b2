using System.Globalization;
using Backprop.Long.Running;
using Backprop.Tests;
using Backprop.Tests.Inspection;
using Backprop.Tests.Reference;

namespace Backprop.Long.Tests;

/// <summary>Random networks: the reference against dual numbers, the engine against the reference and against what rounding alone does to it.</summary>
internal sealed class Gradients : ILongTest
{
    // Eight directions cost a pass in dual numbers: single numbers of each parameter are compared beside the direction through all of them.
    private const int NumbersPerParameter = 3, Widest = 30, Narrowest = 8, Deepest = 6, MostPoints = 40, FewestPoints = 16;

    public string Name => "gradients";

    public string Proves => "Of random networks of up to 7 layers of 8 to 37 neurons, with every activation, loss and kind of layer, the gradients of the reference's backward pass are the exact derivatives of its forward pass, computed in dual numbers, to 1e-9 of the gradient or of a thousandth of the largest one; and the gradients of the engine are those of the reference, as closely as the roundings of float leave them there, measured by rounding each operation of the reference at random.";

    public IReadOnlyList<int> Guarantees => [6];

    public string Unit => "networks";

    public long Required => 5_000;

    public void Run(LongRun run)
    {
        var errors = new List<(double Reference, RoundingError Engine, bool Normalizes)>();
        long next = -1;
        Parallel.For(0, Environment.ProcessorCount, new ParallelOptions { CancellationToken = run.Cancellation }, _ =>
        {
            while (run.GoesOn && Interlocked.Increment(ref next) is var number && number < run.Wanted)
            {
                var random = RandomNetworks.Create((int)number + (run.Seed * 1_000_000), Widest, Deepest, MostPoints, Narrowest, FewestPoints);
                run.Case(random.Description, () =>
                {
                    var (inputs, targets) = GradientCheck.Points(random.Data);
                    var derivative = DualComparison.Worst(random.Network.ToReference(), inputs, targets, random.Loss.Reference, numbersPerParameter: NumbersPerParameter);
                    if (!(derivative.RelativeError <= DualComparison.Tolerance)) run.Fail($"{random.Description}: {derivative}");
                    var rounding = RoundingComparison.Worst(random.Network, random.Loss, random.Data);
                    if (!(rounding.Multiple <= RoundingComparison.MostMultiple)) run.Fail($"{random.Description}: {rounding}");
                    lock (errors) errors.Add((derivative.RelativeError, rounding, random.Network.Layers.Any(layer => layer.Normalizes)));
                });
            }
        });
        if (errors.Count == 0) return;
        run.Note("largest error of the reference", Shown("{0:E1} of {1:E0} allowed", errors.Max(error => error.Reference), DualComparison.Tolerance));
        run.Note("largest error of the engine", Shown("{0:F1} times what random roundings scatter by, of {1} allowed", errors.Max(error => error.Engine.Multiple), RoundingComparison.MostMultiple));
        run.Note("networks with normalization", Shown("{0:N0} of {1:N0}", errors.Count(error => error.Normalizes), errors.Count));
    }

    private static string Shown(string format, params object[] numbers) => string.Format(CultureInfo.InvariantCulture, format, numbers);
}
