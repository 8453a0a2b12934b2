using Backprop.Data;

namespace Backprop.Tests.Training;

/// <summary>Twenty hidden layers of 24 sigmoids: alone they learn nothing, since deltas shrink to a quarter or less at each; docs/normalization.md shows the same by the command line.</summary>
public class DeepStackTests
{
    private const int Depth = 20, Width = 24;

    // Two classes in equal parts: whoever has learned nothing is right in a half, and a straight line in 0.88.
    private const double Learned = 0.85, NotLearned = 0.6;

    [Theory]
    [InlineData(NormalizationKind.Batch, false)]
    [InlineData(NormalizationKind.Batch, true)]
    [InlineData(NormalizationKind.None, true)]
    public void A_deep_stack_learns_with_normalization_or_residual_connections(NormalizationKind normalization, bool residual) =>
        Assert.InRange(Accuracy(normalization, residual), Learned, 1);

    [Fact]
    public void And_does_not_without() => Assert.InRange(Accuracy(NormalizationKind.None, residual: false), 0, NotLearned);

    private static double Accuracy(NormalizationKind normalization, bool residual)
    {
        var data = BuiltInDatasets.Load("moons");
        var training = new ModelTraining(data, new ModelOptions
        {
            Hidden = [.. Enumerable.Repeat(Width, Depth)],
            Activation = Activation.Sigmoid,
            Normalization = normalization,
            Residual = residual,
            Optimizer = new Adam(0.01f),
            Training = new TrainingOptions { Epochs = 25, Patience = null, Threads = 1 },
        });
        training.Run();
        return ((ClassificationEvaluation)training.Model.Evaluate(data)).Accuracy;
    }
}
