using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>How far each pixel of an image is displaced: noise, smoothed and multiplied. One caller at a time.</summary>
internal sealed class DisplacementField
{
    private readonly GaussianSmoothing _smoothing;
    private readonly ulong[] _bits;
    private readonly float[] _x, _y;

    public DisplacementField(int height, int width, float alpha, float sigma)
    {
        _smoothing = new GaussianSmoothing(height, width, sigma, alpha);
        (_bits, _x, _y) = (new ulong[height * width], new float[height * width], new float[height * width]);
    }

    /// <summary>Displacements to the right, in pixels, <c>[height, width]</c>; noise before <see cref="Smooth"/>.</summary>
    public Span<float> X => _x;

    /// <summary>Displacements downwards.</summary>
    public Span<float> Y => _y;

    /// <summary>Draws and smooths the displacements of an image.</summary>
    public void Draw(in ImageDraws draws)
    {
        draws.Fill(_bits);
        // 32 bits a number, as a whole number with a sign, are uniform between −1 and 1 by 2⁻³¹.
        ReadOnlySpan<int> halves = MemoryMarshal.Cast<ulong, int>(_bits);
        for (int pixel = 0; pixel < _x.Length; pixel++)
            (_x[pixel], _y[pixel]) = (halves[2 * pixel] * (1f / 2147483648f), halves[2 * pixel + 1] * (1f / 2147483648f));
        Smooth();
    }

    /// <summary>Turns the noise in <see cref="X"/> and <see cref="Y"/> into displacements.</summary>
    public void Smooth()
    {
        _smoothing.Apply(_x);
        _smoothing.Apply(_y);
    }
}
