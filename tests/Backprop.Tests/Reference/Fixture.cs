using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>Reads the files of tests/fixtures, and compares them with what the reference computes.</summary>
internal static class Fixture
{
    /// <summary>
    /// The fixtures were computed in float64 by other programs, in other orders of summation:
    /// a few hundred roundings of 1e-16 relative to numbers about 1, and far below the 1e-10 that is promised.
    /// </summary>
    public const double Float64 = 1e-12;

    public static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "fixtures", name)));
        return document.RootElement.Clone();
    }

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    public static double[][] Rows(this JsonElement array) => [.. array.EnumerateArray().Select(Numbers)];

    public static double[,] Matrix(this JsonElement array)
    {
        double[][] rows = array.Rows();
        var matrix = new double[rows.Length, rows[0].Length];
        for (int i = 0; i < rows.Length; i++)
            for (int k = 0; k < rows[0].Length; k++) matrix[i, k] = rows[i][k];
        return matrix;
    }

    public static ReferenceActivation Activation(string name) => name switch
    {
        "linear" => new ReferenceIdentity(),
        _ => Examples.Activations.Single(activation => activation.Name == name),
    };

    /// <summary>Asserts |expected − actual| ≤ 1e-12·max(1, |expected|).</summary>
    public static void Equal(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Float64 * Math.Max(1, Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");

    public static void Equal(JsonElement expected, IReadOnlyList<double> actual, string what)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Count);
        for (int i = 0; i < actual.Count; i++) Equal(expected[i].GetDouble(), actual[i], $"{what}[{i}]");
    }

    public static void Equal(JsonElement expected, double[][] actual, string what)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        for (int i = 0; i < actual.Length; i++) Equal(expected[i], actual[i], $"{what}[{i}]");
    }

    /// <summary>A flat parameter [out, in] as rows.</summary>
    public static double[][] ToRows(this double[] flat, int columns) => [.. flat.Chunk(columns)];
}
