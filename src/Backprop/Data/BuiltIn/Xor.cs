namespace Backprop.Data;

/// <summary>The corners of the unit square in turns; the class is the exclusive or of the coordinates before noise.</summary>
internal static class Xor
{
    public static BuiltInDataset Set { get; } = PlaneSet.Describe(
        "xor", "400 points around the corners of a square (noise 0.1); the class is the exclusive or", 400, noise: 0.1, stream: 1,
        row => (row & 1, (row >> 1) & 1, (row ^ (row >> 1)) & 1));
}
