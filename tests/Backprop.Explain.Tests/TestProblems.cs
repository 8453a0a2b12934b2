using System.Text;
using Backprop.Reference;

namespace Backprop.Explain.Tests;

/// <summary>Problems for the tests, each a pure function of its number.</summary>
internal static class TestProblems
{
    /// <summary>The 2-2-2 example with biases that are not trained and half squared error, as it was published.</summary>
    public static Problem Mazur => Parse("""
        { "layers": [ {"activation":"sigmoid", "weights":[[0.15,0.2],[0.25,0.3]], "biases":[0.35,0.35]},
                      {"activation":"sigmoid", "weights":[[0.4,0.45],[0.5,0.55]], "biases":[0.6,0.6]} ],
          "inputs": [[0.05,0.1]], "targets": [[0.01,0.99]], "loss": "half-squared-error",
          "optimizer": {"learningRate":0.5}, "trainBiases": false }
        """);

    public static Problem Parse(string json) => ProblemFile.Parse(Encoding.UTF8.GetBytes(json), "problem.json");

    /// <summary>A network with every feature in turn: activations, losses, reductions, momentum, weight decay, fixed biases.</summary>
    public static Problem Random(int number, int points = 3)
    {
        var draw = new Random(number);
        var loss = Loss.All[number % Loss.All.Count];
        bool probabilities = loss.Name.Contains("cross", StringComparison.Ordinal);
        string[] outputs = probabilities ? ["softmax", "sigmoid"] : [.. Activation.Names];
        return Of(draw, loss, Activation.Names[draw.Next(Activation.Names.Count)], outputs[draw.Next(outputs.Length)], points) with
        {
            Reduction = draw.Next(2) == 0 ? ReferenceReduction.Mean : ReferenceReduction.Sum,
            Optimizer = new OptimizerSettings
            {
                LearningRate = 0.1,
                Momentum = number % 3 == 0 ? 0 : 0.9,
                Nesterov = number % 3 == 2,
                WeightDecay = number % 2 == 0 ? 0 : 0.01,
                DecayBiases = draw.Next(2) == 0,
            },
            TrainBiases = draw.Next(4) != 0,
            Steps = 2,
        };
    }

    public static Problem Of(Random draw, Loss loss, string hidden, string output, int points = 1)
    {
        int inputs = 2 + draw.Next(3), middle = 2 + draw.Next(3), outputs = 2 + draw.Next(2);
        bool probabilities = loss.Name.Contains("cross", StringComparison.Ordinal);
        return new Problem
        {
            Layers = [Layer(draw, inputs, middle, hidden), Layer(draw, middle, outputs, output)],
            Inputs = [.. Enumerable.Range(0, points).Select(_ => Numbers(draw, inputs))],
            Targets = [.. Enumerable.Range(0, points).Select(_ => probabilities ? Probabilities(draw, outputs) : Numbers(draw, outputs))],
            Loss = loss.Reference,
        };
    }

    public static ReferenceDense Layer(Random draw, int inputs, int outputs, string activation)
    {
        var weights = new double[outputs, inputs];
        for (int i = 0; i < outputs; i++)
            for (int k = 0; k < inputs; k++) weights[i, k] = Number(draw);
        return new ReferenceDense(weights, Numbers(draw, outputs), Activation.Parse(activation).Reference);
    }

    /// <summary>784-512-256-10 with ReLU and softmax.</summary>
    public static Problem Large()
    {
        var draw = new Random(5);
        var target = new double[10];
        target[3] = 1;
        return new Problem
        {
            Layers = [Layer(draw, 784, 512, "relu"), Layer(draw, 512, 256, "relu"), Layer(draw, 256, 10, "softmax")],
            Inputs = [Numbers(draw, 784)],
            Targets = [target],
            Loss = Loss.CrossEntropy.Reference,
        };
    }

    private static double[] Numbers(Random draw, int count) => [.. Enumerable.Range(0, count).Select(_ => Number(draw))];

    private static double Number(Random draw) => 2 * draw.NextDouble() - 1;

    // Every other time the certain class of a classifier, else a distribution whose sum is not 1.
    private static double[] Probabilities(Random draw, int count)
    {
        int certain = draw.Next(2 * count);
        return [.. Enumerable.Range(0, count).Select(k => certain < count ? (k == certain ? 1.0 : 0) : draw.NextDouble())];
    }
}
