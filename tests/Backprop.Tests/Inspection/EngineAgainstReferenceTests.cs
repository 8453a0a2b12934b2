namespace Backprop.Tests.Inspection;

/// <summary>The engine against the reference, at every vector width; the reference against dual numbers: <see cref="Reference.DualNumberTests"/>.</summary>
public class EngineAgainstReferenceTests
{
    // The loss is a mean of positive terms, or a fused difference whose cancellation is bounded by the weighted sums.
    private const double LossTolerance = 2e-5;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Losses_and_gradients_of_random_networks_agree_with_the_reference(int quarter)
    {
        var failures = new List<string>();
        for (int number = quarter * 125; number < (quarter + 1) * 125; number++)
        {
            var random = RandomNetworks.Create(number);
            var result = GradientCheck.Run(random.Network, random.Loss, random.Data, numbersPerParameter: 0);
            double lossError = Math.Abs(result.EngineLoss - result.ReferenceLoss) / Math.Max(1e-3, Math.Abs(result.ReferenceLoss));
            if (!result.Passed || !(lossError <= LossTolerance)) failures.Add($"{random.Description}: loss error {lossError:E1}; {result}");
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}
