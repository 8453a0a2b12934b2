using Backprop.Numerics;

namespace Backprop.Data;

/// <summary>Two half circles that reach into each other: (cos φ, sin φ) and (1 − cos φ, ½ − sin φ), φ from 0 to half a turn.</summary>
internal static class Moons
{
    private const int Count = 1000;

    public static BuiltInDataset Set { get; } = PlaneSet.Describe(
        "moons", "1,000 points on two half circles that reach into each other (noise 0.1), a class each", Count, noise: 0.1, stream: 3, Point);

    private static (double X, double Y, int Class) Point(int row)
    {
        double turns = 0.5 * (row / 2) / (Count / 2 - 1);
        double cos = PortableMath.CosOfTurns(turns), sin = PortableMath.SinOfTurns(turns);
        return (row & 1) == 0 ? (cos, sin, 0) : (1 - cos, 0.5 - sin, 1);
    }
}
