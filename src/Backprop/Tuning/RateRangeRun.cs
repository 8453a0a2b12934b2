using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The steps of a range test on data that are scaled already; it changes the network's parameters.</summary>
internal static class RateRangeRun
{
    public static RateRangeResult Of(
        Network network, Loss loss, Optimizer rule, TrainingOptions options, RateRange range, Dataset data, CancellationToken cancellation)
    {
        range.Check();
        if (rule.SearchesAlongLines) throw new InvalidInputException($"The optimizer {rule.Name} searches for its steps, so that there is no rate to try. Choose another optimizer.");
        using var team = new ThreadTeam(options.Threads ?? Processor.PhysicalCores);
        var batches = new Batches(data.Count, options.BatchSize, options.Seed);
        var optimizer = new OptimizerState(rule, network.Parameters, options.Regularization, team);
        var gradient = new BatchGradient(network, loss, data, options.BatchSize, team, optimizer, options.LabelSmoothing, options.Seed);
        int steps = checked((range.LeastSteps + batches.Count - 1) / batches.Count * batches.Count);
        var points = new List<RatePoint>();
        double sum = 0, kept = 1, least = double.PositiveInfinity;
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step % batches.Count == 0)
            {
                gradient.Epoch = step / batches.Count + 1;
                batches.Shuffle(step / batches.Count + 1);
            }
            optimizer.LearningRate = RateOf(range, step, steps);
            double batchLoss = gradient.Compute(batches[step % batches.Count]);
            if (!double.IsFinite(batchLoss)) return new RateRangeResult(points, Exploded: true);
            sum = range.Smoothing * sum + (1 - range.Smoothing) * batchLoss;
            kept *= range.Smoothing;
            var point = new RatePoint(optimizer.LearningRate, batchLoss, sum / (1 - kept));
            points.Add(point);
            least = Math.Min(least, point.Smoothed);
            if (point.Smoothed > range.Explosion * least || !optimizer.Accept()) return new RateRangeResult(points, Exploded: true);
        }
        return new RateRangeResult(points, Exploded: false);
    }

    /// <summary>from·(to/from)^(step/(steps − 1)), the same bits on every machine.</summary>
    internal static double RateOf(RateRange range, int step, int steps) =>
        range.From * PortablePower.Exp(PortableMath.Log((double)range.To / range.From) * step / (steps - 1));
}
