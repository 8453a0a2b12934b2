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

/// <summary>Counts which class was predicted for which, and sums the weights.</summary>
internal sealed class ClassificationMetrics(Dataset data) : IMetrics
{
    private readonly int[][] _confusion = [.. Enumerable.Range(0, data.Outputs).Select(_ => new int[data.Outputs])];
    private readonly double[][]? _weights = data.HasWeights ? [.. Enumerable.Range(0, data.Outputs).Select(_ => new double[data.Outputs])] : null;

    public void Add(ReadOnlySpan<int> rows, Matrix outputs)
    {
        for (int point = 0; point < rows.Length; point++)
        {
            int largest = 0;
            for (int output = 1; output < outputs.Rows; output++)
                if (outputs[output, point] > outputs[largest, point]) largest = output;
            int actual = data.Label(rows[point]);
            _confusion[actual][largest]++;
            if (_weights is not null) _weights[actual][largest] += data.Weight(rows[point]);
        }
    }

    public Evaluation Result(double loss)
    {
        int right = _confusion.Select((row, actual) => row[actual]).Sum(), rows = _confusion.Sum(row => row.Sum());
        if (_weights is null) return new ClassificationEvaluation(loss, (double)right / rows, _confusion);
        double rightWeight = _weights.Select((row, actual) => row[actual]).Sum(), all = _weights.Sum(row => row.Sum());
        return new ClassificationEvaluation(loss, rightWeight / all, _confusion) { WeightedConfusion = _weights };
    }
}

/// <summary>Sums errors in the targets' own units.</summary>
internal sealed class RegressionMetrics(Dataset data, AffineScaling? targetScaling) : IMetrics
{
    private readonly double[] _squares = new double[data.Outputs], _mean = new double[data.Outputs], _spread = new double[data.Outputs];
    private readonly float[] _target = new float[data.Outputs];
    private double _absolute;
    private double _weight;

    public void Add(ReadOnlySpan<int> rows, Matrix outputs)
    {
        for (int point = 0; point < rows.Length; point++)
        {
            data.CopyTarget(rows[point], _target);
            double weight = data.Weight(rows[point]);
            if (weight == 0) continue;
            _weight += weight;
            for (int output = 0; output < _target.Length; output++)
            {
                double target = InOwnUnits(_target[output], output), error = target - InOwnUnits(outputs[output, point], output);
                _squares[output] += weight * (error * error);
                _absolute += weight * Math.Abs(error);
                // Running mean and sum of squared distances from it: Welford's, and with weights West's (Communications of the ACM 22, 1979).
                double distance = target - _mean[output];
                _mean[output] += weight * distance / _weight;
                _spread[output] += weight * distance * (target - _mean[output]);
            }
        }
    }

    public Evaluation Result(double loss)
    {
        double numbers = _weight * _target.Length;
        double r2 = _squares.Zip(_spread, (error, spread) => spread > 0 ? 1 - error / spread : double.NaN).Average();
        return new RegressionEvaluation(loss, r2, Math.Sqrt(_squares.Sum() / numbers), _absolute / numbers);
    }

    private double InOwnUnits(float value, int output) => targetScaling?.Undo(value, output) ?? value;
}
