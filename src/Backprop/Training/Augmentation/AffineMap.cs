using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Where in the image before a point of the new one lies, both measured from the center in pixels, x to the right and y downwards:
/// x′ = Xx·x + Xy·y + X0, y′ = Yx·x + Yy·y + Y0.
/// </summary>
internal readonly record struct AffineMap(double Xx, double Xy, double X0, double Yx, double Yy, double Y0)
{
    public static AffineMap Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>Moves the image to the right and down.</summary>
    public static AffineMap OfShift(double right, double down) => new(1, 0, -right, 0, 1, -down);

    /// <summary>Turns the image counterclockwise about its center.</summary>
    public static AffineMap OfRotation(double degrees)
    {
        // y points downwards, so that a counterclockwise turn looks clockwise in formulas; and the way back is the other turn.
        double cos = PortableMath.CosOfTurns(degrees / 360), sin = PortableMath.SinOfTurns(degrees / 360);
        return new(cos, -sin, 0, sin, cos, 0);
    }

    /// <summary>Makes the image wider and higher by factors.</summary>
    public static AffineMap OfScaling(double width, double height) => new(1 / width, 0, 0, 0, 1 / height, 0);

    /// <summary>The map of an image that was changed by this map first and by another one then: the way back goes through the other one first.</summary>
    public AffineMap Then(in AffineMap o) => new(
        Xx * o.Xx + Xy * o.Yx, Xx * o.Xy + Xy * o.Yy, Xx * o.X0 + Xy * o.Y0 + X0,
        Yx * o.Xx + Yy * o.Yx, Yx * o.Xy + Yy * o.Yy, Yx * o.X0 + Yy * o.Y0 + Y0);
}
