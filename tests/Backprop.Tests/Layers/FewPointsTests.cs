using Backprop.Numerics;

namespace Backprop.Tests.Layers;

/// <summary>A batch of few data points goes through other kernels than a larger one, with the same bits.</summary>
public class FewPointsTests
{
    private const int Most = 20;

    [Theory]
    [InlineData("sigmoid", 1)]
    [InlineData("tanh", 3)]
    [InlineData("softmax", 1)]
    [InlineData("relu", 2)]
    public void Outputs_and_deltas_of_a_data_point_do_not_depend_on_how_many_there_are(string activation, int threads)
    {
        var network = new Network(37, [new Dense(150, Activation.Parse(activation)), new Dense(83, Activation.Tanh), new Dense(5)], seed: 3);
        var data = SyntheticData.Noise(Most, 37, 5);
        using var team = new ThreadTeam(threads);
        var pass = new NetworkPass(network, Most, forTraining: true, team);
        var (outputs, deltas) = Compute(pass, data, Most);
        for (int count = Most; count > 0; count--)
        {
            // One pass for all counts: what a larger batch has left behind is not seen.
            var (fewOutputs, fewDeltas) = Compute(pass, data, count);
            for (int point = 0; point < count; point++)
            {
                Assert.Equal(outputs[point], fewOutputs[point]);
                Assert.Equal(deltas[point], fewDeltas[point]);
            }
            Assert.All(pass.Deltas, delta => Assert.All(delta.RowOfVectors(0)[count..].ToArray().Take(Math.Max(0, 8 - count)), value => Assert.Equal(0, value)));
        }
    }

    [Fact]
    public void Nor_where_operands_are_packed()
    {
        // Of so large a capacity that rows are far apart.
        const int Inputs = 600, Capacity = 512;
        Assert.True(PackedBlocks.IsLarge(Inputs, Capacity));
        var network = new Network(Inputs, [new Dense(100, Activation.Tanh), new Dense(5)], seed: 3);
        var data = SyntheticData.Noise(Most, Inputs, 5);
        using var team = new ThreadTeam(1);
        var pass = new NetworkPass(network, Capacity, forTraining: true, team);
        var (outputs, deltas) = Compute(pass, data, Most);
        foreach (int count in new[] { 8, 5, 1 })
        {
            var (fewOutputs, fewDeltas) = Compute(pass, data, count);
            Assert.Equal(outputs.Take(count), fewOutputs);
            Assert.Equal(deltas.Take(count), fewDeltas);
        }
    }

    private static (uint[][] Outputs, uint[][] Deltas) Compute(NetworkPass pass, Backprop.Data.Dataset data, int count)
    {
        for (int point = 0; point < count; point++) data.Input(point).CopyTo(pass.InputRow(point));
        pass.UseInputs(count);
        pass.TransposeInputs(0, count);
        pass.Forward();
        for (int output = 0; output < 5; output++)
            for (int point = 0; point < count; point++) pass.OutputGradient[output, point] = data.Targets[point * 5 + output];
        pass.Backward(isDelta: true);
        return (Bits([pass.Outputs], count), Bits(pass.Deltas, count));
    }

    private static uint[][] Bits(IReadOnlyList<Matrix> matrices, int count) =>
        [.. Enumerable.Range(0, count).Select(point => matrices.SelectMany(matrix => Enumerable.Range(0, matrix.Rows).Select(row => BitConverter.SingleToUInt32Bits(matrix[row, point]))).ToArray())];
}
