namespace Backprop.Numerics;

/// <summary>
/// The transcendental functions of training, lane by lane, from +, −, ×, ÷, fused multiply-add and bit operations alone:
/// the same bits at every width and on every machine, where the C runtime's functions differ from system to system.
/// </summary>
/// <remarks>
/// Every bound is the largest error found, in units in the last place of the exact result and rounded up, over all 2³² floats (or all floats
/// of the interval where the result is not trivial); the tests hold it over more than a million points. No finite argument
/// gives NaN or infinity, save the poles log 0 and log1p(−1) and arguments outside the domain.
/// The polynomials are minimax (Remez exchange), fitted for this project with 60-digit arithmetic, their coefficients
/// rounded to float one after the other while the rest was fitted again. They are evaluated by Horner's scheme: independent vectors
/// fill the pipeline, and it has the fewest operations and roundings.
/// </remarks>
internal static partial class ElementaryFunctions
{
}
