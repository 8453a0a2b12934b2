using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// A custom layer on its own between inputs that are parameters, so that the gradient which it hands back is checked number by number,
/// and the squared error of random targets, so that a different gradient comes in at every output of every data point.
/// </summary>
internal static class LayerTrial
{
    // No multiple of a vector: a pass that minds the padding is found out.
    private const int Points = 19;

    // Away from the start, where a gain of 1 or a shift of 0 hides what is multiplied with it; signs and orders of magnitude stay.
    private const double Stretch = 0.25, Shift = 0.25;

    private const string InputsName = "layers.0.", OwnName = "layers.1.";

    public static GradientCheckResult Run(CustomLayer layer, int inputs, ulong seed)
    {
        var network = new Network(1, [new InputProbe(inputs, Points), layer], seed);
        var random = new CounterRandom(seed, RandomPurpose.Sampling, 2);
        ulong drawn = 0;
        Fill(network.Parameters[0].Value, _ => random.Normal(drawn++));
        foreach (var parameter in layer.Parameters)
            Fill(parameter.Value, start => start * (1 + Stretch * Symmetric()) + Shift * Symmetric());
        var targets = new float[Points * layer.Outputs];
        for (int i = 0; i < targets.Length; i++) targets[i] = (float)random.Normal(drawn++);
        var data = Dataset.ForRegression(
            "random", new float[Points], 1, targets, [.. Enumerable.Range(1, layer.Outputs).Select(output => $"t{output}")]);
        return Renamed(GradientCheck.Run(network, Loss.SquaredError, data), layer.Kind);

        double Symmetric() => 2 * random.Uniform(drawn++) - 1;
    }

    private static void Fill(Matrix matrix, Func<float, double> draw)
    {
        for (int row = 0; row < matrix.Rows; row++)
            for (int column = 0; column < matrix.Columns; column++) matrix[row, column] = (float)draw(matrix[row, column]);
    }

    /// <summary>Names as the author of the layer knows them: <c>rms-norm.gain[2]</c>, and <c>input[feature,point]</c> for what it hands back.</summary>
    private static GradientCheckResult Renamed(GradientCheckResult result, string kind)
    {
        string Own(string name) => name.Replace(InputsName, "", StringComparison.Ordinal).Replace(OwnName, kind + ".", StringComparison.Ordinal);
        return result with
        {
            WorstOfEngine = result.WorstOfEngine with { Name = Own(result.WorstOfEngine.Name) },
            ReferenceComparison = new([.. result.ReferenceComparison.Entries.Select(entry => entry with { Name = Own(entry.Name) })]),
        };
    }
}
