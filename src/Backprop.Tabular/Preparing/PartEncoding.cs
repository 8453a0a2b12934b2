using System.Collections.Concurrent;

namespace Backprop.Tabular;

/// <summary>
/// Encodes the rows of several parts side by side, in the table's order: what stands before a row in the table's columns is then done
/// with in all parts at once.
/// </summary>
internal sealed class PartEncoding
{
    private const int RowsOfRange = 1 << 10;

    private readonly RowEncoder[] _encoders;
    private readonly int[][] _parts;
    private readonly int[] _done;
    private readonly int _width;

    /// <param name="encoders">The encoder of each column that becomes inputs.</param>
    /// <param name="parts">The rows of each part, ascending.</param>
    public PartEncoding(RowEncoder[] encoders, int[][] parts)
    {
        (_encoders, _parts, _done) = (encoders, parts, new int[parts.Length]);
        _width = encoders.Sum(encoder => encoder.Width);
        Inputs = [.. parts.Select(rows => GC.AllocateUninitializedArray<float>(checked(rows.Length * _width)))];
    }

    /// <summary>The inputs of each part, row-major <c>[rows, inputs]</c>.</summary>
    public float[][] Inputs { get; }

    /// <summary>
    /// Encodes all rows in two halves, the first of which is given up before the second: at no time is more there than the columns and half of
    /// the inputs, or half of the columns and the inputs, whose memory is not taken before it is written.
    /// </summary>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="release">Gives up the rows before one of them, and the memory of whatever else is done with.</param>
    public void EncodeInHalves(int rows, Action<int> release)
    {
        const int Block = ChunkedBuffer<float>.BlockLength;
        int half = Math.Min(((rows / 2) + Block - 1) / Block * Block, rows);
        Encode(half);
        release(half);
        Encode(rows);
    }

    /// <summary>Encodes the rows of each part up to one of the table, itself excluded.</summary>
    public void Encode(int end)
    {
        for (int part = 0; part < _parts.Length; part++)
        {
            int place = Array.BinarySearch(_parts[part], end);
            int first = _done[part], last = place >= 0 ? place : ~place;
            if (first < last) Encode(_parts[part], first, last, Inputs[part]);
            _done[part] = last;
        }
    }

    // Rows of a range lie together in memory, whichever thread writes them.
    private void Encode(int[] rows, int first, int last, float[] inputs) => Parallel.ForEach(Partitioner.Create(first, last, RowsOfRange), range =>
    {
        int input = 0;
        foreach (var encoder in _encoders)
        {
            encoder.Encode(rows.AsSpan(range.Item1, range.Item2 - range.Item1), inputs.AsSpan(range.Item1 * _width), input, _width);
            input += encoder.Width;
        }
    });
}
