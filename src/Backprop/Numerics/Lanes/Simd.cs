using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>
/// The vector width that the kernels of this process run at. Every width gives the same bits, so the choice is one of speed;
/// a width that the hardware lacks works too, in software.
/// </summary>
internal static class Simd
{
    /// <summary>The environment variable that forces a width: scalar, 128, 256 or 512.</summary>
    public const string Variable = "BACKPROP_SIMD";

    // Filled at first use and not by an initializer, which would bury the user's error in a TypeInitializationException.
    private static SimdWidth _width;

    /// <summary>The forced width, or the widest that the hardware has together with fused multiply-add.</summary>
    /// <exception cref="InvalidInputException"><see cref="Variable"/> holds something else than a width.</exception>
    public static SimdWidth Width => _width != 0 ? _width : _width = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary><see cref="Width"/> as the variable and the reports write it: "512", "256", "128" or "scalar".</summary>
    public static string Name => NameOf(Width);

    /// <summary>The width that a value of <see cref="Variable"/> asks for; null or empty asks for the hardware's widest.</summary>
    /// <exception cref="InvalidInputException">The value is no width.</exception>
    public static SimdWidth Choose(string? forced) => forced switch
    {
        null or "" => Widest,
        "scalar" => SimdWidth.Scalar,
        "128" => SimdWidth.Bits128,
        "256" => SimdWidth.Bits256,
        "512" => SimdWidth.Bits512,
        _ => throw new InvalidInputException(
            $"The environment variable {Variable} is \"{OneLine(forced)}\" but must be scalar, 128, 256 or 512. Unset it to use the widest vectors of this machine."),
    };

    /// <summary>A width's name.</summary>
    public static string NameOf(SimdWidth width) => width switch
    {
        SimdWidth.Scalar => "scalar",
        SimdWidth.Bits128 => "128",
        SimdWidth.Bits256 => "256",
        SimdWidth.Bits512 => "512",
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "Not a vector width."),
    };

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private static SimdWidth Widest =>
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? SimdWidth.Bits256
        : Vector128.IsHardwareAccelerated && (Fma.IsSupported || AdvSimd.IsSupported) ? SimdWidth.Bits128
        : SimdWidth.Scalar;
}
