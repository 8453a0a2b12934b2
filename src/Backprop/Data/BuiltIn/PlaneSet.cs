using Backprop.Numerics;

namespace Backprop.Data;

/// <summary>What the generated sets share: points in the plane, two classes of equal size, normal noise on both coordinates.</summary>
internal static class PlaneSet
{
    private static readonly string[] ClassNames = ["0", "1"];
    private static readonly string[] FeatureNames = ["x", "y"];

    /// <summary>Describes a set whose every point is drawn by <paramref name="point"/> from its row, before noise.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="description">One line.</param>
    /// <param name="count">How many points.</param>
    /// <param name="noise">Standard deviation of the normal noise on each coordinate.</param>
    /// <param name="stream">The set's own stream of random numbers: a new set takes a new number.</param>
    /// <param name="point">The place of a row's point without noise, and its class.</param>
    public static BuiltInDataset Describe(
        string name, string description, int count, double noise, uint stream, Func<int, (double X, double Y, int Class)> point) =>
        new(name, description, "generated, the same bits on every machine", seed => Draw(name, count, noise, stream, point, seed));

    private static Dataset Draw(
        string name, int count, double noise, uint stream, Func<int, (double X, double Y, int Class)> point, ulong seed)
    {
        var random = new CounterRandom(seed, RandomPurpose.GeneratedData, stream);
        var inputs = new float[2 * count];
        var labels = new int[count];
        for (int row = 0; row < count; row++)
        {
            (double x, double y, labels[row]) = point(row);
            inputs[2 * row] = (float)(x + noise * random.Normal(2 * (ulong)row));
            inputs[2 * row + 1] = (float)(y + noise * random.Normal(2 * (ulong)row + 1));
        }
        return Dataset.ForClassification(name, inputs, 2, labels, ClassNames, FeatureNames);
    }
}
