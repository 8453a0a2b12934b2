using Backprop.Tests.Inspection;

namespace Backprop.Tests.Reference;

/// <summary>What the engine's gradients are off by is rounding. Its bits are the same at every vector width, so that one is enough.</summary>
public class RoundingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_of_the_engine_are_off_by_no_more_than_random_roundings_make_the_reference(int part)
    {
        var failures = new List<string>();
        for (int number = part; number < 500; number += 4)
        {
            var random = RandomNetworks.Create(number);
            var worst = RoundingComparison.Worst(random.Network, random.Loss, random.Data);
            if (!(worst.Multiple <= RoundingComparison.MostMultiple)) failures.Add($"{random.Description}: {worst}");
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }
}
