using Backprop.Numerics;

namespace Backprop;

/// <summary>Predictions for so many data points that the processors share them. Each is computed as it would be alone.</summary>
internal static unsafe class ParallelPrediction
{
    // About a millisecond of one core: what it takes to find the threads and to fill their caches is little beside it.
    private const double LeastMultiplyAdds = 32_000_000;

    /// <summary>Whether sharing is worth its while.</summary>
    public static bool Pays(Network network, int points) =>
        points > NetworkPass.MostPredicted && Processor.PhysicalCores > 1 && (double)points * network.ParameterCount > LeastMultiplyAdds;

    /// <summary>Cuts the points into as many stretches as there are cores, and each of them into batches.</summary>
    public static void Run(Network network, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int points = inputs.Length / network.Inputs, width = network.Inputs, height = network.Outputs;
        int batches = (points + NetworkPass.MostPredicted - 1) / NetworkPass.MostPredicted, stretches = Math.Min(batches, Processor.PhysicalCores);
        fixed (float* x = inputs, y = outputs)
        {
            nint from = (nint)x, to = (nint)y;
            Parallel.For(0, stretches, new ParallelOptions { MaxDegreeOfParallelism = stretches }, stretch =>
            {
                int first = (int)((long)batches * stretch / stretches) * NetworkPass.MostPredicted;
                int end = Math.Min(points, (int)((long)batches * (stretch + 1) / stretches) * NetworkPass.MostPredicted), count = end - first;
                var pass = network.TakePredictor();
                pass.Predict(
                    new ReadOnlySpan<float>((float*)from + (nint)first * width, checked(count * width)),
                    new Span<float>((float*)to + (nint)first * height, checked(count * height)));
                network.ReturnPredictor(pass);
            });
        }
    }
}
