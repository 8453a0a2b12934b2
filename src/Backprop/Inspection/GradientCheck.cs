using Backprop.Data;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// Checks every gradient twice: the engine's, in float, against the reference's, in double;
/// and the reference's against finite differences of the loss (<see cref="FiniteDifferences"/>).
/// </summary>
public static class GradientCheck
{
    /// <summary>The largest relative error that the engine may show against the reference: about 170 roundings of a float.</summary>
    public const double EngineTolerance = 2e-5;

    /// <summary>
    /// The same where a layer normalizes: it divides by the spread of its inputs, and magnifies what roundings they brought with them as much.
    /// A wrong derivative shows at least a thousandth.
    /// </summary>
    public const double NormalizedTolerance = 3e-4;

    /// <summary>The largest relative error that the reference may show against finite differences.</summary>
    public const double ReferenceTolerance = 1e-7;

    /// <summary>
    /// The largest relative error that differences in float may show, through a custom layer without a reference: hundreds of roundings.
    /// Together with the floor of <see cref="FiniteDifferences"/> it resolves a ten-thousandth of the largest gradient or the loss.
    /// </summary>
    public const double SingleTolerance = 1e-3;

    /// <summary>
    /// Checks a layer of one's own, alone: the gradient of each of its parameters, and what it hands to the layer before it,
    /// for inputs, targets and parameters drawn at random. In a unit test:
    /// <c>var result = GradientCheck.Run(new MyLayer(), inputs: 5); Assert.True(result.Passed, result.ToString());</c>
    /// </summary>
    /// <param name="layer">A layer that stands in no network; it must not be used for anything else afterwards.</param>
    /// <param name="inputs">The number of inputs to try it with.</param>
    /// <param name="seed">Key of the random numbers; the same seed tries the same.</param>
    /// <exception cref="InvalidInputException">The layer cannot take that number of inputs, or its reference is of another shape.</exception>
    /// <exception cref="ArgumentException">The layer stands in a network already.</exception>
    public static GradientCheckResult Run(CustomLayer layer, int inputs, ulong seed = 0) => LayerTrial.Run(layer, inputs, seed);

    /// <summary>Checks a model's gradients on some rows of raw data.</summary>
    /// <param name="model">The model; it is not changed.</param>
    /// <param name="data">Raw data with the model's columns and targets.</param>
    /// <param name="rows">How many rows make the batch at most, drawn in a fixed shuffled order; default 32.</param>
    /// <param name="numbersPerParameter">How many numbers of each parameter are compared with finite differences at most; all by default.</param>
    /// <exception cref="InvalidInputException">The data do not fit the model.</exception>
    public static GradientCheckResult Run(Model model, Dataset data, int rows = 32, int numbersPerParameter = int.MaxValue) =>
        Run(model.Network, model.Loss, model.Schema.Scale(RowSample.Of(data, rows)), numbersPerParameter);

    /// <summary>Checks the gradients of one batch: all of the data, with their weights where they have some.</summary>
    /// <param name="network">The network; it is not changed.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">Data scaled as the network sees them; a few dozen rows are enough.</param>
    /// <param name="numbersPerParameter">
    /// How many numbers of each parameter are compared with finite differences at most, spread over it; all by default, 0 for none.
    /// Each costs five forward passes in scalar double.
    /// </param>
    /// <exception cref="InvalidInputException">The data do not fit the network or the loss.</exception>
    public static GradientCheckResult Run(Network network, Loss loss, Dataset data, int numbersPerParameter = int.MaxValue)
    {
        loss.CheckOutputs(network.Layers[^1].Activation);
        DataCheck.Fits(network, loss, data);
        var (inputs, targets) = Points(data);
        double[]? weights = data.HasWeights ? Array.ConvertAll(data.Weights.ToArray(), weight => (double)weight) : null;
        var reference = ReferenceOf(network);
        bool inFloat = reference.Layers.Any(layer => layer.IsInFloat);
        var forward = reference.Forward(inputs);
        var expected = reference.Backward(forward, targets, loss.Reference, weights: weights).Gradients;
        double expectedLoss = reference.Loss(forward, targets, loss.Reference, weights: weights).Value;
        var (engineLoss, engine) = EngineGradients(network, loss, data);
        return new GradientCheckResult(
            engineLoss, expectedLoss,
            WorstOf(network, engine, expected),
            FiniteDifferences.Compare(reference, inputs, targets, loss.Reference, numbersPerParameter: numbersPerParameter, inFloat: inFloat, weights: weights))
        {
            AllowedOfEngine = network.Layers.Any(layer => layer.Normalizes) ? NormalizedTolerance : EngineTolerance,
            AllowedOfReference = inFloat ? SingleTolerance : ReferenceTolerance,
        };
    }

    /// <summary>The reference, whose parameters must be as many numbers as the engine's.</summary>
    private static ReferenceNetwork ReferenceOf(Network network)
    {
        for (int index = 0; index < network.Layers.Count; index++)
        {
            var layer = network.Layers[index];
            var reference = layer.ToReference();
            if ((reference.Inputs, reference.Outputs) != (layer.Inputs, layer.Outputs))
                throw new InvalidInputException($"The reference of layer {index} ({layer.Kind}) is {reference.Inputs} → {reference.Outputs}, but the layer is {layer.Inputs} → {layer.Outputs}. Let ToReference give the same sizes.");
            if (!reference.Parameters.Select(parameter => (long)parameter.Values.Length).SequenceEqual(layer.Parameters.Select(parameter => parameter.Count)))
                throw new InvalidInputException($"The reference of layer {index} ({layer.Kind}) has other parameters than the layer. Let ToReference give each of the layer's parameters, in its order.");
        }
        return network.ToReference();
    }

    /// <summary>Data as the reference takes them: [points][inputs] and [points][outputs].</summary>
    internal static (double[][] Inputs, double[][] Targets) Points(Dataset data)
    {
        var (inputs, targets) = (new double[data.Count][], new double[data.Count][]);
        var target = new float[data.Outputs];
        for (int row = 0; row < data.Count; row++)
        {
            inputs[row] = Array.ConvertAll(data.Input(row).ToArray(), value => (double)value);
            data.CopyTarget(row, target);
            targets[row] = Array.ConvertAll(target, value => (double)value);
        }
        return (inputs, targets);
    }

    /// <summary>The engine's mean loss and mean gradients, flat and row-major as the reference has them.</summary>
    internal static (double Loss, IReadOnlyList<double[]> Gradients) EngineGradients(Network network, Loss loss, Dataset data)
    {
        using var team = new ThreadTeam(1);
        var gradient = new BatchGradient(network, loss, data, data.Count, team);
        double value = gradient.Compute(Enumerable.Range(0, data.Count).ToArray());
        return (value, [.. gradient.Sums.Select(sums => Flat(sums, 1f / data.Count))]);
    }

    private static double[] Flat(Matrix matrix, float factor)
    {
        var flat = new List<double>(matrix.Rows * matrix.Columns);
        for (int row = 0; row < matrix.Rows; row++)
            foreach (float value in matrix.Numbers(row)) flat.Add(value * factor);
        return [.. flat];
    }

    /// <summary>
    /// The engine's worst number. Its error is relative to the largest gradient of the same parameter, or a tenth of the layer's largest:
    /// a small sum of large terms has no more digits in float than those terms leave it, and the biases before a batch normalization,
    /// which takes them out again, have a gradient of nothing but such remains.
    /// </summary>
    private static EngineGradient WorstOf(Network network, IReadOnlyList<double[]> engine, IReadOnlyList<double[]> expected)
    {
        var worst = new EngineGradient("", 0, 0, -1);
        int index = 0;
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            var parameters = network.Layers[layer].Parameters;
            double floor = LayerShare * expected.Skip(index).Take(parameters.Count).SelectMany(gradients => gradients).Select(Math.Abs).DefaultIfEmpty().Max();
            foreach (var parameter in parameters)
            {
                double scale = Math.Max(floor, expected[index].Max(Math.Abs));
                for (int i = 0; i < engine[index].Length; i++)
                {
                    double difference = Math.Abs(engine[index][i] - expected[index][i]);
                    double error = difference == 0 ? 0 : difference / scale;
                    if (error <= worst.RelativeError) continue;
                    worst = new EngineGradient(NameOf(layer, parameter, i), engine[index][i], expected[index][i], double.IsNaN(error) ? double.PositiveInfinity : error);
                }
                index++;
            }
        }
        return worst;
    }

    private const double LayerShare = 0.1;

    private static string NameOf(int layer, Parameter parameter, int index) => parameter.IsVector
        ? $"layers.{layer}.{parameter.QualifiedName}[{index}]"
        : $"layers.{layer}.{parameter.QualifiedName}[{index / parameter.Value.Columns},{index % parameter.Value.Columns}]";
}
