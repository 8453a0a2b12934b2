using Backprop.Numerics;

namespace Backprop.Tests.Training;

/// <summary>What a training allocates, against the formula of docs/performance.md; the data aside, which exist before.</summary>
public class MemoryTests
{
    // Rows padded to 16 floats, objects, the order of the rows, the just-in-time compiler.
    private const double Tolerance = 0.05;

    private const int ValidationPoints = 160;

    [Theory]
    [InlineData(256, "relu", false, 0)]
    [InlineData(256, "relu", true, 0)]
    [InlineData(256, "gelu", false, 0)]
    [InlineData(1000, "relu", false, 1)]
    public void A_training_allocates_what_the_formula_says(int batch, string activation, bool withValidation, int slots)
    {
        int[] sizes = [300, 400, 200, 20];
        var data = SyntheticData.Noise(1000, sizes[0], sizes[^1]);
        var validation = withValidation ? SyntheticData.Noise(ValidationPoints, sizes[0], sizes[^1]) : null;
        var network = new Network(sizes[0], [.. sizes[1..^1].Select(n => new Dense(n, Activation.Parse(activation))), new Dense(sizes[^1])]);
        var optimizer = new Sgd(1e-5f) { Momentum = slots == 1 ? 0.9f : 0 };
        var trainer = new Trainer(network, Loss.SquaredError, optimizer, new TrainingOptions { Epochs = 1, BatchSize = batch, Threads = 1 });

        long before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Train(data, validation);
        double floats = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)sizeof(float);

        // The current parameters exist before.
        int piece = batch % 256 == 0 ? batch + 16 : batch;
        double parameters = network.ParameterCount * (1 + slots + (withValidation ? 1 : 0));
        double hidden = (Activation.Parse(activation).Name == "gelu" ? 4 : 3) * (double)piece * (sizes[1] + sizes[2]);
        double packed = PackedBlocks.IsLarge(Math.Max(sizes[0], sizes[1]), batch) ? PackedBlocks.Floats : 0;
        double looking = withValidation ? ValidationPoints * (2.0 * sizes[0] + sizes[1] + sizes[2] + 6.0 * sizes[^1]) : 0;
        double few = 16.0 * (sizes[0] + sizes[1] + sizes[2]);
        double expected = parameters + 2.0 * piece * sizes[0] + few + hidden + 5.0 * piece * sizes[^1] + looking + packed;
        Assert.InRange(floats / expected, 1 - Tolerance, 1 + Tolerance);
    }
}
