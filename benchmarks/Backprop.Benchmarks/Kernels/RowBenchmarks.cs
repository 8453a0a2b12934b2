using Backprop.Numerics;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Kernels;

/// <summary>What is done number by number, over a matrix that fits into the second cache.</summary>
public class RowBenchmarks
{
    /// <summary>Numbers of the matrix.</summary>
    public const int Numbers = Rows * Columns;

    private const int Rows = 256, Columns = 256;

    private readonly Matrix _from = Matrix.OfBatch(Rows, Columns), _to = Matrix.OfBatch(Rows, Columns);
    private readonly Block _all = new(0, Rows, 0, Columns);
    private ActivationKernel _activation = null!;
    private OptimizerState _optimizer = null!;

    /// <summary>An activation: the elementary functions are its arithmetic.</summary>
    [Params("relu", "sigmoid", "tanh", "gelu", "softmax")]
    public string Function { get; set; } = "relu";

    /// <summary>Makes the matrix.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++) _from[row, column] = (row * 31 + column * 17) % 97 / 20f - 2.4f;
        _activation = Activation.Parse(Function).CreateKernel();
        _optimizer = new OptimizerState(new Sgd(1e-6f), new Network(Columns, [new Dense(Rows)]).Parameters);
    }

    /// <summary>a = f(x).</summary>
    [Benchmark]
    public void Activate() => _activation.Forward(_from, _to, _all);

    /// <summary>Feature-major to data-major.</summary>
    [Benchmark]
    public void Transpose() => Numerics.Transpose.Current.Copy(_from, _to, _all);

    /// <summary>w ← w − η·g.</summary>
    [Benchmark]
    public void Update()
    {
        _optimizer.Start(1);
        _optimizer.Updates[0].Apply(_from.Tile(_all));
    }
}
