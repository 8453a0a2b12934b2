namespace Backprop;

/// <summary>ReLU neurons that are 0 for every row: no gradient passes them, so they never learn again.</summary>
internal sealed class DeadRelus : IDiagnosisRule
{
    private const double TolerableShare = 0.25;

    // With a few rows, many neurons are silent by chance.
    private const int LeastRows = 50;

    public Finding? Judge(Observations observations)
    {
        if (observations.Rows < LeastRows) return null;
        foreach (var layer in observations.Layers)
        {
            if (layer.Activation is not Relu) continue;
            int neurons = layer.Activations.Rows, dead = 0;
            for (int neuron = 0; neuron < neurons; neuron++)
                if (layer.Activations.Row(neuron).IndexOfAnyExcept(0f) < 0) dead++;
            if (dead > TolerableShare * neurons)
                return new Finding("dead-relu", FormattableString.Invariant(
                    $"{dead} of {neurons} ReLU neurons in layer {layer.Number} are 0 for every one of {observations.Rows} rows ({100.0 * dead / neurons:F0} %): they learn nothing any more."),
                    "Use a smaller --learning-rate, or --activation leaky-relu.");
        }
        return null;
    }
}
