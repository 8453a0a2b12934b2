using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Smooths a picture by a Gaussian, first down its columns, then along its rows, cut off at four deviations as scipy does; 0 outside.
/// Every result is one chain of fused multiply-adds, so that no vector width changes a bit.
/// </summary>
internal sealed class GaussianSmoothing
{
    private const double Reach = 4;

    private readonly int _height, _width, _vectors, _radius;
    private readonly float[] _weights, _picture, _row;
    private readonly float _factor;

    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">The deviation of the Gaussian, in pixels.</param>
    /// <param name="factor">What the result is multiplied with.</param>
    public GaussianSmoothing(int height, int width, float sigma, float factor)
    {
        (_height, _width, _factor) = (height, width, factor);
        _radius = (int)(Reach * sigma + 0.5);
        _vectors = (width + Vector<float>.Count - 1) / Vector<float>.Count;
        _weights = Weights(sigma, _radius);
        _picture = new float[height * Padded];
        _row = new float[Padded + 2 * _radius];
    }

    private int Padded => _vectors * Vector<float>.Count;

    public void Apply(Span<float> picture)
    {
        for (int y = 0; y < _height; y++) picture.Slice(y * _width, _width).CopyTo(_picture.AsSpan(y * Padded));
        for (int y = 0; y < _height; y++)
        {
            SmoothColumns(y);
            SmoothRow(picture.Slice(y * _width, _width));
        }
    }

    /// <summary>Row y of the picture smoothed down the columns, with zeros on both sides.</summary>
    private void SmoothColumns(int y)
    {
        int first = Math.Max(0, y - _radius), last = Math.Min(_height - 1, y + _radius);
        for (int v = 0; v < _vectors; v++)
        {
            int at = v * Vector<float>.Count;
            var sum = Vector<float>.Zero;
            for (int from = first; from <= last; from++)
                sum = Vector.FusedMultiplyAdd(new Vector<float>(_weights[from - y + _radius]), Load(_picture, from * Padded + at), sum);
            sum.CopyTo(_row, _radius + at);
        }
    }

    private void SmoothRow(Span<float> result)
    {
        Span<float> last = stackalloc float[Vector<float>.Count];
        for (int v = 0; v < _vectors; v++)
        {
            int at = v * Vector<float>.Count;
            var sum = Vector<float>.Zero;
            for (int k = 0; k < _weights.Length; k++)
                sum = Vector.FusedMultiplyAdd(new Vector<float>(_weights[k]), Load(_row, at + k), sum);
            sum *= _factor;
            if (at + Vector<float>.Count <= result.Length)
            {
                sum.CopyTo(result[at..]);
                continue;
            }
            sum.CopyTo(last);
            last[..(result.Length - at)].CopyTo(result[at..]);
        }
    }

    private static Vector<float> Load(float[] numbers, int first) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(numbers), (nuint)first);

    /// <summary>e^(−d²/2σ²) for d = −radius … radius, divided by their sum.</summary>
    private static float[] Weights(float sigma, int radius)
    {
        var weights = new double[2 * radius + 1];
        double sum = 0;
        for (int k = 0; k < weights.Length; k++) sum += weights[k] = PortablePower.Exp(-0.5 * (k - radius) * (k - radius) / ((double)sigma * sigma));
        return [.. weights.Select(weight => (float)(weight / sum))];
    }
}
