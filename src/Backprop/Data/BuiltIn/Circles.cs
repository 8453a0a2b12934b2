using Backprop.Numerics;

namespace Backprop.Data;

/// <summary>Two circles around the origin, of radius 1 and ½.</summary>
internal static class Circles
{
    private const int Count = 1000;

    public static BuiltInDataset Set { get; } = PlaneSet.Describe(
        "circles", "1,000 points on two circles around one centre, radius 1 and ½ (noise 0.05), a class each", Count, noise: 0.05, stream: 4, Point);

    private static (double X, double Y, int Class) Point(int row)
    {
        double turns = (row / 2) / (Count / 2.0), radius = (row & 1) == 0 ? 1 : 0.5;
        return (radius * PortableMath.CosOfTurns(turns), radius * PortableMath.SinOfTurns(turns), row & 1);
    }
}
