namespace Backprop.Tests.Layers;

public class InitializerTests
{
    private const int Inputs = 300, Outputs = 200;

    // Variances as the papers give them; uniform in ±l has variance l²/3.
    [Theory]
    [InlineData("glorot-uniform", 2.0 / (Inputs + Outputs))]
    [InlineData("glorot-normal", 2.0 / (Inputs + Outputs))]
    [InlineData("he-uniform", 2.0 / Inputs)]
    [InlineData("he-normal", 2.0 / Inputs)]
    [InlineData("lecun-normal", 1.0 / Inputs)]
    [InlineData("uniform", 1.0 / 3 / Inputs)]
    [InlineData("zeros", 0)]
    public void Weights_have_the_mean_and_variance_of_the_paper(string name, double variance)
    {
        var weights = Weights(name, seed: 1);
        double mean = weights.Average(), spread = weights.Average(w => (w - mean) * (w - mean));
        // Five standard errors of 60,000 draws: of the mean √(v/n), of a normal variance v·√(2/n).
        Assert.InRange(mean, -5 * Math.Sqrt(variance / weights.Length), 5 * Math.Sqrt(variance / weights.Length));
        Assert.InRange(spread, variance * (1 - 5 * Math.Sqrt(2.0 / weights.Length)), variance * (1 + 5 * Math.Sqrt(2.0 / weights.Length)));
    }

    [Fact]
    public void The_same_seed_draws_the_same_weights_and_another_draws_others()
    {
        Assert.Equal(Weights("he-normal", 1), Weights("he-normal", 1));
        Assert.NotEqual(Weights("he-normal", 1), Weights("he-normal", 2));
    }

    [Fact]
    public void Layers_of_the_same_shape_start_with_different_weights()
    {
        var network = new Network(8, [new Dense(8), new Dense(8)]);
        Assert.NotEqual(network.Layers[0].Parameters[0].Value.Row(0).ToArray(), network.Layers[1].Parameters[0].Value.Row(0).ToArray());
    }

    [Fact]
    public void Initial_weights_are_the_same_on_every_machine() =>
        // From a program of its own in Python: Philox, statistics.NormalDist.inv_cdf, SHA-256.
        Assert.Equal(
            "23bd3a0e44deff9aff46efe79773ac0544ae57b110c6eaac825dff721ea8a667",
            new Network(5, [new Dense(7, Activation.Relu), new Dense(3, Activation.Tanh, Initializer.Uniform), new Dense(2, Activation.Softmax)], seed: 42).Sha256());

    [Theory]
    [InlineData("relu", "he-normal")]
    [InlineData("gelu", "he-normal")]
    [InlineData("selu", "lecun-normal")]
    [InlineData("tanh", "glorot-uniform")]
    [InlineData("softmax", "glorot-uniform")]
    public void The_default_follows_the_activation(string activation, string initializer) =>
        Assert.Equal(initializer, new Dense(2, Activation.Parse(activation)).Initializer.Name);

    [Fact]
    public void Biases_start_at_zero() =>
        Assert.All(Enumerable.Range(0, 9), neuron => Assert.Equal(0, new Network(3, [new Dense(9, Activation.Relu)]).Layers[0].Parameters[1].Value[neuron, 0]));

    private static float[] Weights(string name, ulong seed)
    {
        var weights = new Network(Inputs, [new Dense(Outputs, initializer: Initializer.Parse(name))], seed).Parameters[0].Value;
        return [.. Enumerable.Range(0, Outputs).SelectMany(row => weights.Row(row).ToArray())];
    }
}
