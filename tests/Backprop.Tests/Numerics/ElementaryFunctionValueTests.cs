using System.Globalization;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Exact values of the elementary functions: special arguments, signed zeros, saturation, underflow.</summary>
public class ElementaryFunctionValueTests
{
    private const float Infinity = float.PositiveInfinity;

    [Theory]
    [InlineData("Exp", 0f, 1f)]
    [InlineData("Exp", Infinity, Infinity)]
    [InlineData("Exp", -Infinity, 0f)]
    [InlineData("Exp", 88.73f, float.MaxValue)]
    [InlineData("Exp", float.MaxValue, float.MaxValue)]
    [InlineData("Exp", float.MinValue, 0f)]
    [InlineData("ExpMinus1", 0f, 0f)]
    [InlineData("ExpMinus1", float.Epsilon, float.Epsilon)]
    [InlineData("ExpMinus1", -float.Epsilon, -float.Epsilon)]
    [InlineData("ExpMinus1", Infinity, Infinity)]
    [InlineData("ExpMinus1", -Infinity, -1f)]
    [InlineData("ExpMinus1", -17.4f, -1f)]
    [InlineData("ExpMinus1", float.MinValue, -1f)]
    [InlineData("ExpMinus1", float.MaxValue, float.MaxValue)]
    [InlineData("Log", 1f, 0f)]
    [InlineData("Log", 0f, -Infinity)]
    [InlineData("Log", -float.Epsilon, float.NaN)]
    [InlineData("Log", -1f, float.NaN)]
    [InlineData("Log", -Infinity, float.NaN)]
    [InlineData("Log", Infinity, Infinity)]
    [InlineData("Log1Plus", 0f, 0f)]
    [InlineData("Log1Plus", float.Epsilon, float.Epsilon)]
    [InlineData("Log1Plus", -float.Epsilon, -float.Epsilon)]
    [InlineData("Log1Plus", -1f, -Infinity)]
    [InlineData("Log1Plus", -1.0000001f, float.NaN)]
    [InlineData("Log1Plus", -Infinity, float.NaN)]
    [InlineData("Log1Plus", Infinity, Infinity)]
    [InlineData("Tanh", 0f, 0f)]
    [InlineData("Tanh", float.Epsilon, float.Epsilon)]
    [InlineData("Tanh", -float.Epsilon, -float.Epsilon)]
    [InlineData("Tanh", Infinity, 1f)]
    [InlineData("Tanh", -Infinity, -1f)]
    [InlineData("Sigmoid", 0f, 0.5f)]
    [InlineData("Sigmoid", Infinity, 1f)]
    [InlineData("Sigmoid", -Infinity, 0f)]
    [InlineData("Softplus", Infinity, Infinity)]
    [InlineData("Softplus", -Infinity, 0f)]
    [InlineData("Softplus", 100f, 100f)]
    [InlineData("Softplus", float.MaxValue, float.MaxValue)]
    [InlineData("Softplus", float.MinValue, 0f)]
    [InlineData("Erf", 0f, 0f)]
    [InlineData("Erf", Infinity, 1f)]
    [InlineData("Erf", -Infinity, -1f)]
    [InlineData("NormalCumulative", 0f, 0.5f)]
    [InlineData("NormalCumulative", Infinity, 1f)]
    [InlineData("NormalCumulative", -Infinity, 0f)]
    [InlineData("NormalDensity", Infinity, 0f)]
    [InlineData("NormalDensity", -Infinity, 0f)]
    public void Special_arguments_give_exact_results(string name, float x, float expected) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(At(name, x)));

    [Theory]
    [InlineData("ExpMinus1")]
    [InlineData("Log1Plus")]
    [InlineData("Tanh")]
    [InlineData("Erf")]
    public void Odd_or_nearly_odd_functions_keep_the_sign_of_a_zero(string name)
    {
        Assert.Equal(0, BitConverter.SingleToInt32Bits(At(name, 0f)));
        Assert.Equal(int.MinValue, BitConverter.SingleToInt32Bits(At(name, -0f)));
    }

    [Theory]
    [InlineData("Exp")]
    [InlineData("Log")]
    [InlineData("Sigmoid")]
    [InlineData("Softplus")]
    [InlineData("NormalDensity")]
    [InlineData("NormalCumulative")]
    public void To_the_others_both_zeros_are_one(string name) => Assert.Equal(At(name, 0f), At(name, -0f));

    [Theory]
    [MemberData(nameof(ElementaryFunctionTests.Functions), MemberType = typeof(ElementaryFunctionTests))]
    public void NaN_stays_NaN(string name) => Assert.True(float.IsNaN(At(name, float.NaN)) && float.IsNaN(At(name, -float.NaN)));

    [Theory]
    [InlineData("Tanh", 9.02f)]
    [InlineData("Erf", 3.92f)]
    public void Saturation_is_exact_and_never_exceeded(string name, float saturated)
    {
        var function = Function(name);
        float[] x = ElementaryPoints.For(function), y = function.At(Simd.Width, x);
        for (int i = 0; i < x.Length; i++)
        {
            bool right = Math.Abs(x[i]) >= saturated
                ? y[i] == Math.Sign(x[i])
                : float.IsNaN(x[i]) || (Math.Abs(y[i]) <= 1 && float.IsNegative(x[i]) == float.IsNegative(y[i]));
            if (!right) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{name}({x[i]:R}) is {y[i]:R}."));
        }
    }

    [Theory]
    [InlineData("Sigmoid", 16.64f)]
    [InlineData("NormalCumulative", 5.42f)]
    public void Probabilities_stay_between_0_and_1_and_reach_1_exactly(string name, float saturated)
    {
        var function = Function(name);
        float[] x = ElementaryPoints.For(function), y = function.At(Simd.Width, x);
        for (int i = 0; i < x.Length; i++)
        {
            bool right = x[i] >= saturated ? y[i] == 1 : float.IsNaN(x[i]) || (y[i] <= 1 && !float.IsNegative(y[i]));
            if (!right) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{name}({x[i]:R}) is {y[i]:R}."));
        }
    }

    // e^−103.9721 is half the smallest subnormal.
    [Theory]
    [InlineData("Exp")]
    [InlineData("Sigmoid")]
    [InlineData("Softplus")]
    public void Underflow_is_gradual_down_to_the_smallest_subnormal(string name)
    {
        Assert.Equal(float.Epsilon, At(name, -103.97f));
        Assert.Equal(0, At(name, -103.98f));
        // e^−100 = 3.7200759760208360e-44 is 26.55 smallest subnormals.
        Assert.Equal(27 * float.Epsilon, At(name, -100));
    }

    private static ElementaryFunction Function(string name) => ElementaryCatalog.All.Single(function => function.Name == name);

    private static float At(string name, float x)
    {
        float[] vector = new float[16];
        Array.Fill(vector, x);
        return Function(name).At(Simd.Width, vector)[0];
    }
}
