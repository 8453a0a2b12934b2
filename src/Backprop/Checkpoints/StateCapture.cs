using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Files;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// A copy of a run's state, taken between two batches in the time that copying takes; training goes on while it is written.
/// Its arrays are used again by the next copy.
/// </summary>
internal sealed class StateCapture : StatePassage
{
    private readonly Dictionary<string, (float[] Values, long[] Shape)> _matrices = [];
    private readonly Dictionary<string, double[]> _lists = [];
    private readonly Dictionary<string, string> _numbers = [];

    public override bool Restores => false;

    /// <summary>Copies the state of all parts.</summary>
    public void Take(IEnumerable<ITrainingState> parts)
    {
        _lists.Clear();
        _numbers.Clear();
        foreach (var part in parts) part.Pass(this);
    }

    public override long Pass(string name, long value, long most = int.MaxValue)
    {
        _numbers.Add(name, value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    public override double Pass(string name, double value)
    {
        _numbers.Add(name, value.ToString("R", CultureInfo.InvariantCulture));
        return value;
    }

    public override double[] Pass(string name, double[] values)
    {
        _lists.Add(name, values);
        return values;
    }

    /// <exception cref="InvalidInputException">A number is not finite: such a state is not worth going on from.</exception>
    public override void Pass(string name, Matrix matrix)
    {
        var (rows, columns) = (matrix.Rows, matrix.Columns);
        if (!_matrices.TryGetValue(name, out var copy)) _matrices.Add(name, copy = (new float[checked(rows * columns)], [rows, columns]));
        for (int row = 0; row < rows; row++)
        {
            var numbers = matrix.Numbers(row);
            if (AreFinite(numbers)) numbers.CopyTo(copy.Values.AsSpan(row * columns));
            else throw new InvalidInputException($"{name} holds a number that is not finite. The checkpoints before are kept.");
        }
    }

    /// <summary>x − x is 0 for every number but infinities and NaN, and a sum of zeros and NaN is NaN.</summary>
    private static bool AreFinite(ReadOnlySpan<float> numbers)
    {
        float sum = 0;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var sums = Vector<float>.Zero;
        foreach (var vector in vectors) sums += vector - vector;
        foreach (float number in numbers[(vectors.Length * Vector<float>.Count)..]) sum += number - number;
        return sum + Vector.Sum(sums) == 0;
    }

    /// <summary>The copy as a file's content; it reads the arrays of this copy.</summary>
    /// <param name="metadata">What else the file says.</param>
    public SafeTensorsFile ToFile(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var tensors = _matrices.Select(matrix => SafeTensor.Of(matrix.Key, matrix.Value.Values, matrix.Value.Shape))
            .Concat(_lists.Select(list => SafeTensor.Of(list.Key, list.Value, list.Value.Length)));
        return new SafeTensorsFile(tensors, _numbers.Select(number => new KeyValuePair<string, string>(CheckpointFile.StatePrefix + number.Key, number.Value)).Concat(metadata).ToDictionary());
    }
}
