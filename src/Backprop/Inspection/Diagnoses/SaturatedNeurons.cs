namespace Backprop;

/// <summary>Hidden sigmoids or tanhs in their flat ends, where f′ is almost 0 and deltas die.</summary>
internal sealed class SaturatedNeurons : IDiagnosisRule
{
    private const double TolerableShare = 0.5;

    // f′ below 2 % of its largest value: |x| above 5.3 (sigmoid) or 2.65 (tanh).
    private const double FlatShare = 0.02;

    public Finding? Judge(Observations observations)
    {
        foreach (var layer in observations.Layers)
        {
            if (layer.IsLast || layer.Activation is not (Sigmoid or Tanh)) continue;
            long flat = 0, all = 0;
            for (int neuron = 0; neuron < layer.Activations.Rows; neuron++)
                foreach (float a in layer.Activations.Row(neuron))
                {
                    all++;
                    double slope = layer.Activation is Sigmoid ? 4.0 * a * (1 - a) : 1 - (double)a * a;
                    if (slope < FlatShare) flat++;
                }
            if (flat > TolerableShare * all)
                return new Finding("saturated", FormattableString.Invariant(
                    $"{100.0 * flat / all:F0} % of the {layer.Activation.Name} activations in layer {layer.Number} are saturated: their derivative is below {FlatShare:P0} of its largest value."),
                    "Scale the inputs (--scaling standardize), use a smaller --learning-rate, or --activation relu.");
        }
        return null;
    }
}
