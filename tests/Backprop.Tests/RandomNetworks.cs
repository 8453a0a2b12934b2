using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tests;

/// <summary>Networks and data of random shape, every activation and loss among them, a pure function of their number.</summary>
internal static class RandomNetworks
{
    private static readonly string[] Hidden = [.. Activation.Names, "leaky-relu:0.3", "elu:0.5"];

    public sealed record Case(Network Network, Loss Loss, Dataset Data, string Description);

    /// <param name="number">Which.</param>
    /// <param name="widest">The most neurons of a layer, and features.</param>
    /// <param name="deepest">The most hidden layers.</param>
    /// <param name="mostPoints">The most data points.</param>
    /// <param name="narrowest">The fewest neurons of a layer.</param>
    /// <param name="fewestPoints">The fewest data points.</param>
    public static Case Create(int number, int widest = 70, int deepest = 5, int mostPoints = 130, int narrowest = 1, int fewestPoints = 1)
    {
        var random = new CounterRandom((ulong)number, RandomPurpose.Sampling, 7);
        ulong drawn = 0;
        int Next(int count) => random.Below(count, drawn++);

        int inputs = 1 + Next(widest), points = fewestPoints + Next(mostPoints - fewestPoints + 1), hidden = Next(deepest + 1);
        var loss = Loss.All[number % Loss.All.Count];
        var layers = new List<Layer>();
        for (int layer = 0; layer < hidden; layer++)
        {
            var activation = Activation.Parse(Hidden[Next(Hidden.Length)]);
            layers.Add(new Dense(Math.Max(narrowest, activation == Activation.Softmax ? 2 : 1) + Next(widest - narrowest), activation));
            if (!layers.Any(one => one.Activation == Activation.Softmax)) layers.AddRange(Between(number, layer, layers[^1].Outputs, points));
        }
        bool probabilities = loss.Name.Contains("cross-entropy", StringComparison.Ordinal);
        var last = probabilities
            ? Next(2) == 0 ? Activation.Softmax : Activation.Sigmoid
            : Activation.Parse(Hidden[(number / Loss.All.Count) % Hidden.Length]);
        int outputs = (last == Activation.Softmax ? 2 : 1) + Next(widest - 1);
        layers.Add(new Dense(outputs, last));
        var network = new Network(inputs, layers, seed: (ulong)number);
        foreach (var layer in Flat(layers).OfType<Dense>())
            for (int neuron = 0; neuron < layer.Outputs; neuron++) layer.Biases[neuron, 0] = (float)(0.3 * random.Normal(drawn++));

        var x = new float[points * inputs];
        for (int i = 0; i < x.Length; i++) x[i] = (float)random.Normal(drawn++);
        var t = new float[points * outputs];
        for (int i = 0; i < t.Length; i++) t[i] = (float)(probabilities ? random.Uniform(drawn++) : random.Normal(drawn++));
        var data = Dataset.ForRegression("random", x, inputs, t, [.. Enumerable.Range(1, outputs).Select(output => $"t{output}")]);
        string activations = string.Join(", ", layers);
        return new Case(network, loss, data, $"case {number}: {network}: {activations}; {loss}, {points} points");
    }

    // What is left of a few data points, or of a softmax, whose outputs hardly differ, is mostly their rounding.
    private const int LeastPointsForStatistics = 12;

    /// <summary>Behind every other network's hidden layers, one of the layers that leave as many numbers as they get.</summary>
    private static IEnumerable<Layer> Between(int number, int layer, int width, int points)
    {
        if (number % 2 == 0 || width < 2) return [];
        var random = new CounterRandom((ulong)number, RandomPurpose.Sampling, 8);
        bool statistics = points == 1 || points >= LeastPointsForStatistics;
        Layer Normalization() => statistics && random.Below(2, (ulong)layer + 20) == 0 ? new BatchNormalization() : new LayerNormalization();
        return random.Below(7, (ulong)layer) switch
        {
            0 or 1 => [Normalization()],
            2 => [new Activate(Activation.Parse(Hidden[random.Below(Hidden.Length, (ulong)layer + 40)]))],
            3 => [new Residual(new Dense(width, Activation.Tanh))],
            4 => [new Residual(Normalization(), new Activate(Activation.Relu), new Dense(width))],
            5 => [new Residual(new Dense(width, Activation.Selu), new Residual(new Dense(3, Activation.Relu), new Dense(width))), Normalization()],
            _ => [],
        };
    }

    private static IEnumerable<Layer> Flat(IEnumerable<Layer> layers) =>
        layers.SelectMany(layer => layer is Residual residual ? Flat(residual.Layers) : [layer]);
}
