using System.Globalization;
using System.Text.RegularExpressions;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Every elementary function over its more than a million points.</summary>
public partial class ElementaryFunctionTests
{
    public static TheoryData<string> Functions => [.. ElementaryCatalog.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_result_is_within_the_stated_bound(string name)
    {
        var function = Function(name);
        float[] x = ElementaryPoints.For(function), y = function.At(Simd.Width, x);
        double worst = 0;
        float worstAt = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double error = Ulp.Error(y[i], function.Truth(x[i]));
            if (error > worst) (worst, worstAt) = (error, x[i]);
        }
        Assert.True(x.Length >= 1_000_000, $"{x.Length} points");
        Assert.True(worst <= function.Bound, string.Create(CultureInfo.InvariantCulture, $"{name}({worstAt:R}) is {worst:F3} ULP off, more than {function.Bound}."));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_width_gives_the_same_bits(string name)
    {
        var function = Function(name);
        float[] x = ElementaryPoints.For(function), specified = function.At(SimdWidth.Scalar, x);
        foreach (var width in new[] { SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512 })
        {
            float[] y = function.At(width, x);
            for (int i = 0; i < x.Length; i++)
            {
                if (!Same(specified[i], y[i]))
                    Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{name}({x[i]:R}) is {specified[i]:R} in one lane and {y[i]:R} at {width}."));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void No_finite_argument_of_the_domain_gives_NaN_or_infinity(string name)
    {
        var function = Function(name);
        float domain = name switch { "Log" => 0, "Log1Plus" => -1, _ => float.NegativeInfinity };
        float[] x = ElementaryPoints.For(function), y = function.At(Simd.Width, x);
        for (int i = 0; i < x.Length; i++)
        {
            if (float.IsFinite(x[i]) && x[i] > domain && !float.IsFinite(y[i]))
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{name}({x[i]:R}) is {y[i]:R}."));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_bound_held_is_the_bound_documented(string name)
    {
        string folder = Path.Combine(Repository.Root, "src", "Backprop", "Numerics");
        string text = string.Concat(Directory.EnumerateFiles(folder, "ElementaryFunctions.*.cs").Select(File.ReadAllText));
        var documented = StatedBound().Matches(text).Single(match => match.Groups["name"].Value == name);
        Assert.Equal(Function(name).Bound, double.Parse(documented.Groups["bound"].Value, CultureInfo.InvariantCulture));
    }

    private static ElementaryFunction Function(string name) => ElementaryCatalog.All.Single(function => function.Name == name);

    // The payload of a NaN is no number's business.
    private static bool Same(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));

    [GeneratedRegex(@"/// <summary>.*within (?<bound>[\d.]+) ULP.*\n\s+\[.*\n\s+public static TLanes (?<name>\w+)<TLanes>\(TLanes x\)")]
    private static partial Regex StatedBound();
}
