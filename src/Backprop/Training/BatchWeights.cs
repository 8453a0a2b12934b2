using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// The weights of a batch's data points as a row of lanes, w_j·N/Σw for N data points: their mean is 1, so that dividing a sum of N terms by N,
/// as is done without weights, gives Σ w_j·L_j / Σ w_j. Where all weights are equal, each becomes exactly 1, which changes no bit.
/// </summary>
/// <param name="data">The data, which have weights.</param>
/// <param name="capacity">Data points of the largest piece of a batch.</param>
/// <param name="largest">Data points of the largest batch.</param>
/// <param name="mixing">What mixes data points, and their weights with them; null for nothing.</param>
internal sealed class BatchWeights(Dataset data, int capacity, int largest, Augmenter? mixing)
{
    private readonly Matrix _row = new(1, capacity);
    private readonly double[] _batch = new double[largest];
    private double _factor;
    private int _taken;

    /// <summary>Takes the rows of a whole batch, which follow piece by piece.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <returns>Σ w_j, in the order of the rows.</returns>
    public double Start(ReadOnlySpan<int> rows, uint epoch)
    {
        double sum = 0;
        for (int point = 0; point < rows.Length; point++)
            sum += _batch[point] = mixing?.MixedWeight(epoch, rows[point]) ?? data.Weights[rows[point]];
        _taken = 0;
        _factor = sum > 0 ? rows.Length / sum : 0;
        return sum;
    }

    /// <summary>Multiplies the loss of each data point of the next piece, and each row of the loss's gradient, <c>[outputs, batch]</c>, with the weights.</summary>
    public void Apply(int points, Matrix gradient, Matrix losses)
    {
        _row.UseColumns(points);
        var weights = _row.Numbers(0);
        for (int point = 0; point < points; point++) weights[point] = (float)(_batch[_taken++] * _factor);
        // Elementwise, and rows are padded to the widest vector: the same at every width. Columns of padding have no say.
        var lanes = MemoryMarshal.Cast<float, Vector<float>>(_row.RowOfVectors(0));
        Multiply(losses.RowOfVectors(0), lanes);
        for (int output = 0; output < gradient.Rows; output++) Multiply(gradient.RowOfVectors(output), lanes);
    }

    private static void Multiply(Span<float> row, ReadOnlySpan<Vector<float>> weights)
    {
        var values = MemoryMarshal.Cast<float, Vector<float>>(row);
        for (int i = 0; i < weights.Length; i++) values[i] *= weights[i];
    }
}
