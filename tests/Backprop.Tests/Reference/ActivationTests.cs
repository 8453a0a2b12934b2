using Backprop.Reference;

namespace Backprop.Tests.Reference;

public class ActivationTests
{
    // A few roundings, grown by the conditioning of the tails (GELU(−20) is 5.5e-88); measured 1.4e-13 at worst.
    private const double Relative = 5e-13;

    // Central differences of fourth order with h = 2⁻¹⁰: h⁴·f⁽⁵⁾/30 and ε/h are both below 1e-12 for values about 1.
    private const double DifferenceStep = 1.0 / 1024;
    private const double DifferenceError = 1e-11;

    public static TheoryData<string> Elementwise =>
        [.. Examples.Activations.OfType<ElementwiseReferenceActivation>().Select(activation => activation.Name)];

    [Fact]
    public void The_names_are_those_of_the_contract() =>
        Assert.Equal(
            "identity sigmoid tanh relu leaky-relu elu selu gelu silu softplus softsign softmax",
            string.Join(' ', Examples.Activations.Select(activation => activation.Name)));

    // Computed by mpmath 1.3.0 with 25 digits from the formulas.
    [Theory]
    [InlineData("sigmoid", -1, 0.268941421369995121, 0.196611933241481853)]
    [InlineData("sigmoid", -20, 2.06115361819020358e-9, 2.06115361394184934e-9)]
    [InlineData("tanh", 2, 0.964027580075816884, 0.0706508248531644657)]
    [InlineData("tanh", -20, -0.999999999999999992, 1.69934170211663558e-17)]
    [InlineData("relu", 2, 2, 1)]
    [InlineData("relu", -2, 0, 0)]
    [InlineData("leaky-relu", -2, -0.02, 0.01)]
    [InlineData("elu", -1, -0.632120558828557678, 0.367879441171442322)]
    [InlineData("elu", 2, 2, 1)]
    [InlineData("selu", -1, -1.11133073781256276, 0.646768603034814098)]
    [InlineData("selu", 2, 2.1014019747109609608, 1.0507009873554804934)]
    [InlineData("gelu", -1, -0.158655253931457051, -0.0833154705876862984)]
    [InlineData("gelu", 2, 1.95449973610364159, 1.0852318010781969)]
    [InlineData("gelu", -20, -5.50724823721246739e-88, -1.1014360483133464e-86)]
    [InlineData("silu", -1, -0.268941421369995121, 0.0723294881285132682)]
    [InlineData("silu", 2, 1.76159415595576489, 1.09078424878489548)]
    [InlineData("softplus", -20, 2.0611536203143807e-9, 2.06115361819020358e-9)]
    [InlineData("softplus", 2, 2.1269280110429725, 0.880797077977882444)]
    [InlineData("softsign", -3, -0.75, 0.0625)]
    public void Values_and_derivatives_are_those_of_the_formula(string name, double x, double value, double derivative)
    {
        ElementwiseReferenceActivation f = Named(name);
        Assert.Equal(value, f.Value(x), Relative * Math.Abs(value));
        Assert.Equal(derivative, f.Derivative(x, f.Value(x)), Relative * Math.Abs(derivative));
    }

    // The derivatives at 0 are PyTorch's, where the mathematics leaves them open.
    [Theory]
    [InlineData("identity", 0, 1, 1e3, 1, -1e3, 1, 1e308, -1e308)]
    [InlineData("sigmoid", 0.5, 0.25, 1, 0, 0, 0, 1, 0)]
    [InlineData("tanh", 0, 1, 1, 0, -1, 0, 1, -1)]
    [InlineData("relu", 0, 0, 1e3, 1, 0, 0, 1e308, 0)]
    [InlineData("leaky-relu", 0, 0.01, 1e3, 1, -10, 0.01, 1e308, -1e306)]
    [InlineData("elu", 0, 1, 1e3, 1, -1, 0, 1e308, -1)]
    [InlineData("selu", 0, 1.7580993408473766, 1050.7009873554805, 1.0507009873554805, -1.7580993408473766, 0, 1.0507009873554805e308, -1.7580993408473766)]
    [InlineData("gelu", 0, 0.5, 1e3, 1, 0, 0, 1e308, 0)]
    [InlineData("silu", 0, 0.5, 1e3, 1, 0, 0, 1e308, 0)]
    [InlineData("softplus", 0.69314718055994531, 0.5, 1e3, 1, 0, 0, 1e308, 0)]
    [InlineData("softsign", 0, 1, 1e3 / 1001, 1 / 1002001.0, -1e3 / 1001, 1 / 1002001.0, 1, -1)]
    public void Extreme_inputs_give_finite_and_right_values(
        string name, double atZero, double derivativeAtZero, double atThousand, double derivativeAtThousand,
        double atMinusThousand, double derivativeAtMinusThousand, double atHuge, double atMinusHuge)
    {
        ElementwiseReferenceActivation f = Named(name);
        foreach (double zero in (double[])[0.0, -0.0]) AssertAt(zero, atZero, derivativeAtZero);
        AssertAt(1e3, atThousand, derivativeAtThousand);
        AssertAt(-1e3, atMinusThousand, derivativeAtMinusThousand);
        // Beyond, a saturated derivative is 0 (softsign's was 1e-6 at 1000), and any other has its limit.
        AssertAt(1e308, atHuge, name == "softsign" ? 0 : derivativeAtThousand);
        AssertAt(-1e308, atMinusHuge, name == "softsign" ? 0 : derivativeAtMinusThousand);

        void AssertAt(double x, double value, double derivative)
        {
            // What is 0 may come as a number too small to be told from it.
            Assert.Equal(value, f.Value(x), Math.Max(double.Epsilon, Relative * Math.Abs(value)));
            Assert.Equal(derivative, f.Derivative(x, f.Value(x)), Math.Max(double.Epsilon, Relative * Math.Abs(derivative)));
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void A_derivative_is_the_limit_of_differences(string name)
    {
        ElementwiseReferenceActivation f = Named(name);
        for (double x = -7.99; x < 8; x += 0.0137)
        {
            if (Math.Abs(x) <= 2 * DifferenceStep) continue;   // where some have a kink
            double h = DifferenceStep;
            double difference = (8 * (f.Value(x + h) - f.Value(x - h)) - (f.Value(x + 2 * h) - f.Value(x - 2 * h))) / (12 * h);
            Assert.Equal(difference, f.Derivative(x, f.Value(x)), DifferenceError);
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void A_delta_is_the_incoming_gradient_times_the_derivative(string name)
    {
        ElementwiseReferenceActivation f = Named(name);
        double[] x = [-1.3, 0.4, 2], a = f.Activate(x), gradients = [0.5, -2, 3];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(f.Value(x[i]), a[i]);
            Assert.Equal(gradients[i] * f.Derivative(x[i], a[i]), f.Deltas(x, a, gradients)[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Elementwise))]
    public void A_number_that_is_none_stays_one(string name) => Assert.True(double.IsNaN(Named(name).Value(double.NaN)));

    [Fact]
    public void Kinks_are_declared_exactly_where_the_first_or_second_derivative_jumps()
    {
        const double Near = 1e-7, Jump = 0.1;   // the smallest jump is 0.99, and a smooth f″ moves by about 1e-7 on the way
        foreach (ElementwiseReferenceActivation f in Examples.Activations.OfType<ElementwiseReferenceActivation>())
        {
            double Slope(double x) => f.Derivative(x, f.Value(x));
            double first = Math.Abs(Slope(Near) - Slope(-Near));
            double second = Math.Abs((Slope(3 * Near) - Slope(2 * Near)) - (Slope(-2 * Near) - Slope(-3 * Near))) / Near;
            Assert.Equal(first > Jump || second > Jump, f.Kinks.Contains(0));
        }
    }

    [Fact]
    public void Softmax_gives_probabilities_and_the_formulas_deltas()
    {
        var softmax = new ReferenceSoftmax();
        double[] x = [Math.Log(1), Math.Log(2), Math.Log(5)], gradients = [0.5, -2, 3];
        double[] a = softmax.Activate(x), expected = [0.125, 0.25, 0.625];
        double[] derivatives = softmax.Derivatives(x, a), deltas = softmax.Deltas(x, a, gradients);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], a[i], 1e-15);
            Assert.Equal(expected[i] * (1 - expected[i]), derivatives[i], 1e-15);
            double delta = 0;   // δᵢ = Σₖ (∂L/∂aₖ)·aₖ·(1[i = k] − aᵢ)
            for (int k = 0; k < 3; k++) delta += gradients[k] * expected[k] * ((i == k ? 1 : 0) - expected[i]);
            Assert.Equal(delta, deltas[i], 1e-15);
        }
    }

    [Theory]
    [InlineData(new[] { 1e3, 1e3 }, new[] { 0.5, 0.5 })]
    [InlineData(new[] { 1e3, -1e3 }, new[] { 1.0, 0.0 })]
    [InlineData(new[] { -1e308, 1e308, 0 }, new[] { 0.0, 1.0, 0.0 })]
    [InlineData(new[] { 0.0, -0.0 }, new[] { 0.5, 0.5 })]
    public void Softmax_of_extreme_inputs_is_finite_and_right(double[] x, double[] expected) =>
        Assert.Equal(expected, new ReferenceSoftmax().Activate(x));

    private static ElementwiseReferenceActivation Named(string name) => (ElementwiseReferenceActivation)Fixture.Activation(name);
}
