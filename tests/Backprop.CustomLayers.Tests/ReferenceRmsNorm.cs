using Backprop.Reference;

namespace MyProgram;

/// <summary>The same in double precision: data point by data point, by the chain rule over every pair ∂y_k/∂x_i, however slow.</summary>
public sealed class ReferenceRmsNorm(double[] gain, double epsilon) : ReferenceLayer
{
    public override int Inputs => gain.Length;

    public override int Outputs => gain.Length;

    public override IReadOnlyList<ReferenceParameter> Parameters { get; } = [new("gain", [gain.Length], gain, IsBias: false)];

    public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode) =>
        new(inputs, [.. inputs.Select(x => x.Select((value, i) => gain[i] * value * R(x)).ToArray())]);

    public override ReferenceLayerBackward Backward(ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction)
    {
        int points = forward.Inputs.Length, features = gain.Length;
        var gainGradient = new double[features];
        var inputGradients = new double[points][];
        for (int j = 0; j < points; j++)
        {
            double[] x = forward.Inputs[j], given = activationGradients[j];
            double r = R(x);
            inputGradients[j] = new double[features];
            for (int k = 0; k < features; k++)
            {
                gainGradient[k] += given[k] * x[k] * r;
                for (int i = 0; i < features; i++)
                    inputGradients[j][i] += given[k] * gain[k] * ((i == k ? r : 0) - x[k] * x[i] * r * r * r / features);
            }
        }
        return new(inputGradients, [Array.ConvertAll(gainGradient, sum => reduction.Of(sum, points))]);
    }

    private double R(double[] x) => 1 / Math.Sqrt(x.Average(value => value * value) + epsilon);
}
