using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Draws the far tails of a column nearer, so that a few huge values do not set the scale of all others:
/// with d = (x − center)/reach, x stays where |d| ≤ 1 and becomes center ± reach·(1 + ln|d|) beyond. Continuous, with a
/// continuous derivative, and one to one.
/// </summary>
/// <param name="Center">The column's median.</param>
/// <param name="Reach">How far from it values stand as they are; above 0.</param>
public sealed record TailBend(float Center, float Reach)
{
    /// <summary>The value that stands for x.</summary>
    public float Apply(float x)
    {
        double distance = ((double)x - Center) / Reach;
        if (Math.Abs(distance) <= 1) return x;
        return (float)(Center + (Math.Sign(distance) * Reach * (1 + PortableMath.Log(Math.Abs(distance)))));
    }
}
