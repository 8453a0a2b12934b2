using Backprop.Numerics;

namespace Backprop.Data;

/// <summary>
/// Two arms of 1½ turns, the second half a turn behind the first: radius 0.15 + 0.85·t, angle 1.5·t turns, t from 0 to 1.
/// The arms are 0.28 apart, fourteen standard deviations of the noise.
/// </summary>
internal static class Spirals
{
    private const int Count = 1000;
    private const double Turns = 1.5, InnerRadius = 0.15;

    public static BuiltInDataset Set { get; } = PlaneSet.Describe(
        "spirals", "1,000 points on two interleaved spirals of 1½ turns (noise 0.02), a class each", Count, noise: 0.02, stream: 2, Point);

    private static (double X, double Y, int Class) Point(int row)
    {
        int arm = row & 1;
        double t = (row / 2 + 0.5) / (Count / 2);
        double radius = InnerRadius + (1 - InnerRadius) * t, turns = Turns * t + 0.5 * arm;
        return (radius * PortableMath.CosOfTurns(turns), radius * PortableMath.SinOfTurns(turns), arm);
    }
}
