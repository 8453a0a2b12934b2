namespace Backprop.Data;

/// <summary>A range of input values that is known beforehand, such as 0 … 255 of pixels: both ends belong to it.</summary>
/// <param name="Minimum">The smallest value that can occur.</param>
/// <param name="Maximum">The largest value that can occur; greater than <paramref name="Minimum"/>.</param>
public readonly record struct ValueRange(float Minimum, float Maximum);
