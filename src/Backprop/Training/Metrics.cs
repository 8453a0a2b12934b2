using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Collects what the outputs for a data set say, batch by batch.</summary>
internal interface IMetrics
{
    /// <summary>Adds the outputs <c>[outputs, batch]</c> for these rows of the data set.</summary>
    void Add(ReadOnlySpan<int> rows, Matrix outputs);

    Evaluation Result(double loss);
}

/// <summary>Counts which class was predicted for which.</summary>
internal sealed class ClassificationMetrics(Dataset data) : IMetrics
{
    private readonly int[][] _confusion = [.. Enumerable.Range(0, data.Outputs).Select(_ => new int[data.Outputs])];

    public void Add(ReadOnlySpan<int> rows, Matrix outputs)
    {
        for (int point = 0; point < rows.Length; point++)
        {
            int largest = 0;
            for (int output = 1; output < outputs.Rows; output++)
                if (outputs[output, point] > outputs[largest, point]) largest = output;
            _confusion[data.Label(rows[point])][largest]++;
        }
    }

    public Evaluation Result(double loss)
    {
        int right = _confusion.Select((row, actual) => row[actual]).Sum(), rows = _confusion.Sum(row => row.Sum());
        return new ClassificationEvaluation(loss, (double)right / rows, _confusion);
    }
}

/// <summary>Sums errors in the targets' own units.</summary>
internal sealed class RegressionMetrics(Dataset data, AffineScaling? targetScaling) : IMetrics
{
    private readonly double[] _squares = new double[data.Outputs], _mean = new double[data.Outputs], _spread = new double[data.Outputs];
    private readonly float[] _target = new float[data.Outputs];
    private double _absolute;
    private int _count;

    public void Add(ReadOnlySpan<int> rows, Matrix outputs)
    {
        for (int point = 0; point < rows.Length; point++)
        {
            data.CopyTarget(rows[point], _target);
            _count++;
            for (int output = 0; output < _target.Length; output++)
            {
                double target = InOwnUnits(_target[output], output), error = target - InOwnUnits(outputs[output, point], output);
                _squares[output] += error * error;
                _absolute += Math.Abs(error);
                // Welford's running mean and sum of squared distances from it.
                double distance = target - _mean[output];
                _mean[output] += distance / _count;
                _spread[output] += distance * (target - _mean[output]);
            }
        }
    }

    public Evaluation Result(double loss)
    {
        int numbers = _count * _target.Length;
        double r2 = _squares.Zip(_spread, (error, spread) => spread > 0 ? 1 - error / spread : double.NaN).Average();
        return new RegressionEvaluation(loss, r2, Math.Sqrt(_squares.Sum() / numbers), _absolute / numbers);
    }

    private double InOwnUnits(float value, int output) => targetScaling?.Undo(value, output) ?? value;
}
