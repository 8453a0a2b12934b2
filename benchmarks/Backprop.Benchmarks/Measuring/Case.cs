using System.Globalization;
using Backprop.Data;

namespace Backprop.Benchmarks.Measuring;

/// <summary>
/// A network and a batch size to be measured: <c>784-128-10@32</c> trains, <c>predict:784-128-10</c> predicts one row at a time.
/// Hidden layers are ReLU; ten outputs are classes (softmax, cross-entropy), others numbers (identity, squared error);
/// 4-16-3 has sigmoids everywhere, as in the textbook.
/// </summary>
internal sealed record Case(string Name, IReadOnlyList<int> Layers, int Batch, bool Predicts)
{
    private const int Rows = 8192, RowsOfTheLargest = 2048, RowsOfTheSmallest = 150;

    /// <summary>The cases that are measured where none is named: those of the table of what a step should cost.</summary>
    public static IReadOnlyList<string> Standard { get; } =
    [
        "784-512-256-10@256", "784-512-256-10@64", "1024-2048-2048-1024@512", "784-128-10@32", "2-16-16-1@32", "4-16-3@10", "predict:784-128-10",
    ];

    public static Case Parse(string name)
    {
        bool predicts = name.StartsWith("predict:", StringComparison.Ordinal);
        string[] parts = (predicts ? name["predict:".Length..] : name).Split('@');
        var sizes = parts[0].Split('-').Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0).ToList();
        int batch = parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : parts.Length == 1 && predicts ? 1 : 0;
        if (sizes.Count < 2 || sizes.Any(size => size < 1) || batch < 1 || (predicts && parts.Length > 1))
            throw new InvalidInputException($"'{name}' is no case. Give LAYERS@BATCH as 784-128-10@32, or predict:LAYERS as predict:784-128-10.");
        return new Case(name, sizes, batch, predicts);
    }

    public bool Classifies => Layers[^1] == 10;

    private bool IsTextbook => Layers is [4, 16, 3];

    /// <summary>
    /// Floating-point operations that one data point cannot do without: for each weight a multiply-add forward, one for its gradient and,
    /// behind the first layer, one for the delta of the layer before; forward alone for a prediction.
    /// </summary>
    public double OperationsOfPoint =>
        Enumerable.Range(1, Layers.Count - 1).Sum(l => 2.0 * Layers[l] * Layers[l - 1] * (Predicts ? 1 : l == 1 ? 2 : 3));

    /// <param name="behind">Makes the layers that follow each hidden one; null (the default) for none.</param>
    public Network CreateNetwork(Func<IReadOnlyList<Layer>>? behind = null)
    {
        var hidden = IsTextbook ? Activation.Sigmoid : Activation.Relu;
        var output = Classifies ? Activation.Softmax : IsTextbook ? Activation.Sigmoid : Activation.Identity;
        return new Network(Layers[0], [.. Layers.Skip(1).SkipLast(1).SelectMany(size => (IEnumerable<Layer>)[new Dense(size, hidden), .. behind?.Invoke() ?? []]), new Dense(Layers[^1], output)]);
    }

    public Loss Loss => Classifies ? Loss.CrossEntropy : Loss.SquaredError;

    /// <summary>Rows of uniform numbers: more than fit into the nearer caches, save for the textbook's.</summary>
    public Dataset CreateData()
    {
        int rows = IsTextbook ? RowsOfTheSmallest : Layers.Max() > 1000 ? Math.Max(RowsOfTheLargest, Batch) : Math.Max(Rows, Batch);
        var inputs = Uniform(rows * Layers[0]);
        if (!Classifies)
            return Dataset.ForRegression(Name, inputs, Layers[0], Uniform(rows * Layers[^1]), [.. Enumerable.Range(1, Layers[^1]).Select(i => $"t{i}")]);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => inputs.AsSpan(row * Layers[0], Layers[^1]).IndexOf(inputs.AsSpan(row * Layers[0], Layers[^1]).ToArray().Max()))];
        return Dataset.ForClassification(Name, inputs, Layers[0], labels, [.. Enumerable.Range(0, Layers[^1]).Select(i => $"{i}")]);
    }

    // A linear congruential generator (Numerical Recipes): any numbers will do, as long as they are the same each time.
    private static float[] Uniform(int count)
    {
        var numbers = new float[count];
        uint state = 1;
        for (int i = 0; i < count; i++) numbers[i] = (state = state * 1664525 + 1013904223) / 4294967296f;
        return numbers;
    }
}
