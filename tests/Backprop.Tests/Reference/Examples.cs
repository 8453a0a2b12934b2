using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>Every activation and loss, and seeded random networks.</summary>
internal static class Examples
{
    public static IReadOnlyList<ReferenceActivation> Activations { get; } =
    [
        new ReferenceIdentity(), new ReferenceSigmoid(), new ReferenceTanh(), new ReferenceRelu(), new ReferenceLeakyRelu(),
        new ReferenceElu(), new ReferenceSelu(), new ReferenceGelu(), new ReferenceSilu(), new ReferenceSoftplus(),
        new ReferenceSoftsign(), new ReferenceSoftmax(),
    ];

    public static IReadOnlyList<ReferenceLoss> Losses { get; } =
    [
        new ReferenceSquaredError(), new ReferenceHalfSquaredError(), new ReferenceMeanSquaredError(), new ReferenceHalfMeanSquaredError(),
        new ReferenceCrossEntropy(), new ReferenceBinaryCrossEntropy(),
    ];

    /// <summary>The pairs that are defined: the logarithms of the cross-entropies need activations inside (0, 1).</summary>
    public static IReadOnlyList<(ReferenceActivation Activation, ReferenceLoss Loss)> Pairs { get; } =
    [
        .. from activation in Activations
           from loss in Losses
           where loss is not (ReferenceCrossEntropy or ReferenceBinaryCrossEntropy) || activation is ReferenceSigmoid or ReferenceSoftmax
           select (activation, loss),
    ];

    /// <summary>A stream of random numbers that depends on the seed alone.</summary>
    public sealed class Draws(ulong seed)
    {
        private readonly CounterRandom _random = new(seed, RandomPurpose.Sampling, 0);
        private ulong _index;

        public double Between(double low, double high) => low + (high - low) * _random.Uniform(_index++);

        public int Whole(int low, int high) => low + _random.Below(high - low + 1, _index++);

        public double[] Row(int width, double low, double high)
        {
            var row = new double[width];
            for (int i = 0; i < width; i++) row[i] = Between(low, high);
            return row;
        }

        public double[][] Rows(int count, int width, double low, double high)
        {
            var rows = new double[count][];
            for (int j = 0; j < count; j++) rows[j] = Row(width, low, high);
            return rows;
        }
    }

    /// <summary>A dense layer with weights in ±1.5/√inputs, so that activations neither vanish nor saturate.</summary>
    public static ReferenceDense Dense(Draws draws, int inputs, int outputs, ReferenceActivation activation)
    {
        double bound = 1.5 / Math.Sqrt(inputs);
        var weights = new double[outputs, inputs];
        for (int i = 0; i < outputs; i++)
            for (int k = 0; k < inputs; k++) weights[i, k] = draws.Between(-bound, bound);
        return new(weights, draws.Row(outputs, -0.5, 0.5), activation);
    }

    /// <summary>Targets that the loss accepts: a distribution for cross-entropy, probabilities for binary cross-entropy.</summary>
    public static double[][] Targets(Draws draws, int points, int outputs, ReferenceLoss loss)
    {
        bool probabilities = loss is ReferenceCrossEntropy or ReferenceBinaryCrossEntropy;
        double[][] targets = draws.Rows(points, outputs, probabilities ? 0 : -1, 1);
        if (loss is ReferenceCrossEntropy)
            targets = [.. targets.Select(row => row.Select(t => t / row.Sum()).ToArray())];
        return targets;
    }
}
