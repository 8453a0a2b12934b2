using Backprop.Numerics;

namespace Backprop;

/// <summary>Predictions for so many data points that the processors share them. Each is computed as it would be alone.</summary>
internal static unsafe class ParallelPrediction
{
    // About a millisecond of one core: what it takes to find the threads and to fill their caches is little beside it.
    private const double LeastMultiplyAdds = 32_000_000;

    /// <summary>Whether sharing is worth its while.</summary>
    public static bool Pays(Network network, int points) =>
        points > Predictor.MostPoints && Processor.PhysicalCores > 1 && (double)points * network.ParameterCount > LeastMultiplyAdds;

    /// <summary>Cuts the points into as many stretches as there are cores, and each of them into batches.</summary>
    public static void Run(Network network, PredictorPool predictors, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int points = inputs.Length / network.Inputs, width = network.Inputs, height = network.Outputs;
        int batches = (points + Predictor.MostPoints - 1) / Predictor.MostPoints, stretches = Math.Min(batches, Processor.PhysicalCores);
        fixed (float* x = inputs, y = outputs)
        {
            nint from = (nint)x, to = (nint)y;
            Parallel.For(0, stretches, new ParallelOptions { MaxDegreeOfParallelism = stretches }, stretch =>
            {
                int first = (int)((long)batches * stretch / stretches) * Predictor.MostPoints;
                int end = Math.Min(points, (int)((long)batches * (stretch + 1) / stretches) * Predictor.MostPoints), count = end - first;
                var predictor = predictors.Take();
                predictor.Predict(
                    new ReadOnlySpan<float>((float*)from + (nint)first * width, checked(count * width)),
                    new Span<float>((float*)to + (nint)first * height, checked(count * height)));
                predictors.Return(predictor);
            });
        }
    }
}
