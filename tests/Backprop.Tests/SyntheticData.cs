using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tests;

/// <summary>Small data sets made of counter-based random numbers.</summary>
internal static class SyntheticData
{
    /// <summary>Two features, two classes on either side of a line: any network learns them.</summary>
    public static Dataset Separable(int points, ulong seed = 1)
    {
        var random = new CounterRandom(seed, RandomPurpose.Sampling, 1);
        var (inputs, labels) = (new float[2 * points], new int[points]);
        for (int point = 0; point < points; point++)
        {
            labels[point] = point % 2;
            inputs[2 * point] = (float)(random.Normal(2 * (ulong)point) * 0.3 + (labels[point] == 0 ? -1 : 1));
            inputs[2 * point + 1] = (float)random.Normal(2 * (ulong)point + 1);
        }
        return Dataset.ForClassification("separable", inputs, 2, labels, ["left", "right"]);
    }

    /// <summary>Numbers to predict from three features, with a little noise: y = 1000 + 200·x₁ − 50·x₂.</summary>
    public static Dataset Linear(int points, ulong seed = 1)
    {
        var random = new CounterRandom(seed, RandomPurpose.Sampling, 2);
        var (inputs, targets) = (new float[3 * points], new float[points]);
        for (int i = 0; i < inputs.Length; i++) inputs[i] = (float)random.Normal((ulong)i);
        for (int point = 0; point < points; point++)
            targets[point] = 1000 + 200 * inputs[3 * point] - 50 * inputs[3 * point + 1] + (float)random.Normal((ulong)(inputs.Length + point));
        return Dataset.ForRegression("linear", inputs, 3, targets, ["y"], ["x1", "x2", "x3"]);
    }

    /// <summary>The chosen number of points and features, standard normal, each point of one of the classes in turn.</summary>
    public static Dataset Classes(int points, int features, int classes)
    {
        var noise = Noise(points, features, 1);
        return Dataset.ForClassification(
            "classes", noise.Inputs.Values.ToArray(), features, [.. Enumerable.Range(0, points).Select(i => i * 7 % classes)],
            [.. Enumerable.Range(1, classes).Select(i => $"c{i}")]);
    }

    /// <summary>The chosen number of points, features and targets, all standard normal.</summary>
    public static Dataset Noise(int points, int features, int outputs, ulong seed = 1)
    {
        var random = new CounterRandom(seed, RandomPurpose.Sampling, 3);
        float[] Draw(int count, ulong from) => [.. Enumerable.Range(0, count).Select(i => (float)random.Normal(from + (ulong)i))];
        return Dataset.ForRegression(
            "noise", Draw(points * features, 0), features, Draw(points * outputs, 1UL << 40), [.. Enumerable.Range(1, outputs).Select(i => $"t{i}")]);
    }
}
