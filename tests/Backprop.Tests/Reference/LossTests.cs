using Backprop.Reference;

namespace Backprop.Tests.Reference;

public class LossTests
{
    // A few roundings of numbers about 1.
    private const double Rounding = 1e-14;

    // Fourth-order differences with h = 1e-3 at activations 0.2 … 0.8: h⁴·f⁽⁵⁾/30 of the logarithm is 1e-12·24/0.2⁵/30 = 3e-9.
    private const double DifferenceError = 5e-9;

    public static TheoryData<string> Names => [.. Examples.Losses.Select(loss => loss.Name)];

    [Fact]
    public void The_names_are_those_of_the_contract() =>
        Assert.Equal(
            "squared-error half-squared-error mean-squared-error half-mean-squared-error cross-entropy binary-cross-entropy",
            string.Join(' ', Examples.Losses.Select(loss => loss.Name)));

    // By hand, for targets (1, 0) and activations (0.75, 0.5): errors 0.25 and −0.5.
    [Theory]
    [InlineData("squared-error", 0.3125, -0.5, 1)]
    [InlineData("half-squared-error", 0.15625, -0.25, 0.5)]
    [InlineData("mean-squared-error", 0.15625, -0.25, 0.5)]
    [InlineData("half-mean-squared-error", 0.078125, -0.125, 0.25)]
    [InlineData("cross-entropy", 0.28768207245178093, -4.0 / 3, 0)]      // −ln ¾
    [InlineData("binary-cross-entropy", 0.98082925301172620, -4.0 / 3, 2)]   // −ln ¾ − ln ½
    public void Values_and_gradients_are_those_of_the_formula(string name, double value, double first, double second)
    {
        ReferenceLoss loss = Named(name);
        double[] targets = [1, 0], activations = [0.75, 0.5], gradients = loss.ActivationGradients(targets, activations);
        Assert.Equal(value, loss.Value(targets, activations), Rounding);
        Assert.Equal(first, gradients[0], Rounding);
        Assert.Equal(second, gradients[1], Rounding);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_is_the_limit_of_differences(string name)
    {
        ReferenceLoss loss = Named(name);
        var draws = new Examples.Draws(5);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] targets = draws.Row(4, 0, 1), activations = draws.Row(4, 0.2, 0.8);
            double[] gradients = loss.ActivationGradients(targets, activations);
            for (int i = 0; i < 4; i++)
            {
                double At(double offset) => loss.Value(targets, [.. activations.Select((a, k) => k == i ? a + offset : a)]);
                const double H = 1e-3;
                Assert.Equal((8 * (At(H) - At(-H)) - (At(2 * H) - At(-2 * H))) / (12 * H), gradients[i], DifferenceError);
            }
        }
    }

    [Theory]
    [InlineData("cross-entropy", "softmax")]
    [InlineData("binary-cross-entropy", "sigmoid")]
    public void A_fused_pair_agrees_with_its_two_steps(string lossName, string activationName)
    {
        ReferenceLoss loss = Named(lossName);
        ReferenceActivation activation = Fixture.Activation(activationName);
        Assert.True(loss.IsFusedWith(activation));
        var draws = new Examples.Draws(6);
        for (int trial = 0; trial < 100; trial++)
        {
            double[] targets = draws.Row(5, 0, 1), x = draws.Row(5, -3, 3), a = activation.Activate(x);
            Assert.Equal(loss.Value(targets, a), loss.FusedValue(targets, x), Rounding);
            double[] steps = activation.Deltas(x, a, loss.ActivationGradients(targets, a)), fused = loss.FusedDeltas(targets, x, a);
            for (int i = 0; i < 5; i++) Assert.Equal(steps[i], fused[i], Rounding);
        }
    }

    [Fact]
    public void No_other_pair_is_fused()
    {
        var fused = from pair in Examples.Pairs where pair.Loss.IsFusedWith(pair.Activation) select $"{pair.Loss.Name} {pair.Activation.Name}";
        Assert.Equal(["binary-cross-entropy sigmoid", "cross-entropy softmax"], fused.Order());
        Assert.Throws<NotSupportedException>(() => new ReferenceSquaredError().FusedValue([1], [1]));
        Assert.Throws<NotSupportedException>(() => new ReferenceSquaredError().FusedDeltas([1], [1], [1]));
    }

    [Fact]
    public void Fused_cross_entropy_of_extreme_weighted_sums_is_finite_and_right()
    {
        var loss = new ReferenceCrossEntropy();
        Assert.Equal(2000, loss.FusedValue([0, 1], [1e3, -1e3]));
        Assert.Equal(0, loss.FusedValue([1, 0], [1e3, -1e3]));
        Assert.Equal(0, loss.FusedValue([1, 0], [1e308, -1e308]));
        Assert.Equal(Math.Log(2), loss.FusedValue([1, 0], [-0.0, 0.0]), Rounding);
        Assert.Equal(Math.Exp(-40), loss.FusedValue([1, 0], [40, 0]), 1e-30);   // ln(1 + e⁻⁴⁰), lost without log1p
        Assert.Equal([1, -1], loss.FusedDeltas([0, 1], [1e3, -1e3], new ReferenceSoftmax().Activate([1e3, -1e3])));
    }

    [Fact]
    public void Fused_binary_cross_entropy_of_extreme_weighted_sums_is_finite_and_right()
    {
        var loss = new ReferenceBinaryCrossEntropy();
        Assert.Equal(1000, loss.FusedValue([0], [1e3]));
        Assert.Equal(1000, loss.FusedValue([1], [-1e3]));
        Assert.Equal(1e308, loss.FusedValue([0], [1e308]));
        Assert.Equal(0, loss.FusedValue([1], [1e308]));
        Assert.Equal(Math.Log(2), loss.FusedValue([1], [-0.0]), Rounding);
        Assert.Equal(Math.Exp(-40), loss.FusedValue([1], [40]), 1e-30);
        Assert.Equal([1], loss.FusedDeltas([0], [1e3], [1]));
    }

    [Fact]
    public void A_target_of_0_asks_nothing_of_a_probability_of_0()
    {
        Assert.Equal(0, new ReferenceCrossEntropy().Value([1, 0], [1, 0]));
        Assert.Equal([-1, 0], new ReferenceCrossEntropy().ActivationGradients([1, 0], [1, 0]));
        Assert.Equal(0, new ReferenceBinaryCrossEntropy().Value([1, 0], [1, 0]));
        Assert.Equal([-1, 1], new ReferenceBinaryCrossEntropy().ActivationGradients([1, 0], [1, 0]));
        Assert.Equal(double.PositiveInfinity, new ReferenceCrossEntropy().Value([1, 0], [0, 1]));
    }

    private static ReferenceLoss Named(string name) => Examples.Losses.Single(loss => loss.Name == name);
}
