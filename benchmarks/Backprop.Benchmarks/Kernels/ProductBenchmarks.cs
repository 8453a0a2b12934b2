using System.Globalization;
using Backprop.Benchmarks.Measuring;
using Backprop.Numerics;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Kernels;

/// <summary>The one product in its three uses, on one thread.</summary>
public class ProductBenchmarks
{
    private Matrix _weights = null!, _activations = null!, _rows = null!, _deltas = null!, _sums = null!, _gradient = null!, _inputGradient = null!, _scratch = null!;
    private int _outputs, _batch, _inputs;

    /// <summary>Outputs × batch × inputs.</summary>
    [Params("512x256x784", "512x64x784", "128x32x784", "2048x512x1024", "16x32x16")]
    public string Shape { get; set; } = "512x256x784";

    /// <summary>Floating-point operations of a product of that shape.</summary>
    public static double Operations(string shape) => shape.Split('x').Aggregate(2.0, (product, size) => product * int.Parse(size, CultureInfo.InvariantCulture));

    /// <summary>Makes the operands.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        int[] sizes = [.. Shape.Split('x').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        (_outputs, _batch, _inputs) = (sizes[0], sizes[1], sizes[2]);
        (_weights, _activations, _rows, _deltas) = (Filled(_outputs, _inputs), Filled(_inputs, _batch), Filled(_batch, _inputs), Filled(_outputs, _batch));
        (_sums, _gradient, _inputGradient, _scratch) = (new Matrix(_outputs, _batch), new Matrix(_outputs, _inputs), new Matrix(_inputs, _batch), new Matrix(1, PackedBlocks.Floats));
    }

    /// <summary>X = W·A.</summary>
    [Benchmark]
    public void Forward() => MatrixProduct.Current.Multiply(Operands(_weights, isSwapped: false, _activations, _sums, _inputs));

    /// <summary>WᵀΔ.</summary>
    [Benchmark]
    public void Backward() => MatrixProduct.Current.Multiply(Operands(_weights, isSwapped: true, _deltas, _inputGradient, _outputs));

    /// <summary>Δ·Aᵀ, in chunks of 64 data points.</summary>
    [Benchmark]
    public void Gradient() => MatrixProduct.Current.MultiplyOverPoints(Operands(_deltas, isSwapped: false, _rows, _gradient, _batch));

    private ProductOperands Operands(Matrix a, bool isSwapped, Matrix b, Matrix c, int depth) => WholeProduct.Of(a, isSwapped, b, c, depth, _scratch);

    private static Matrix Filled(int rows, int columns)
    {
        var matrix = Matrix.OfBatch(rows, columns);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) matrix[row, column] = (row * 31 + column * 17) % 97 / 97f - 0.5f;
        return matrix;
    }
}
