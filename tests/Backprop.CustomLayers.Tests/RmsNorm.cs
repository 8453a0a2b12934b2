using System.Text.Json;
using Backprop;
using Backprop.Numerics;
using Backprop.Reference;

namespace MyProgram;

/// <summary>Root mean square normalization (Zhang &amp; Sennrich, 2019): y_i = g_i·x_i·r with r = 1/√(mean of x² + ε), for each data point.</summary>
public sealed class RmsNorm(float epsilon = 1e-5f) : CustomLayer
{
    public override string Kind => "rms-norm";

    public static void Register() => Register("rms-norm", settings => new RmsNorm(settings.GetProperty("epsilon").GetSingle()));

    public override ReferenceLayer ToReference() => new ReferenceRmsNorm(Parameters[0].ToDoubles(), epsilon);

    protected override void WriteSettings(Utf8JsonWriter json) => json.WriteNumber("epsilon", epsilon);

    protected override int CountOutputs(int inputs) => inputs;

    protected override IReadOnlyList<CustomParameter> DescribeParameters(int inputs) => [CustomParameter.Vector("gain", inputs, start: 1)];

    protected override CustomPass CreatePass(int capacity, bool forTraining) => new Pass(this, epsilon, capacity);

    private sealed class Pass(RmsNorm layer, float epsilon, int capacity) : CustomPass
    {
        private readonly float[] _r = new float[capacity];      // of each data point, from the forward pass to the backward pass

        public override void Forward(Matrix input, Matrix output)
        {
            int features = input.Rows;
            var gain = layer.Parameters[0].Value;
            for (int j = 0; j < input.Columns; j++)
            {
                float squares = 0;
                for (int i = 0; i < features; i++) squares += input[i, j] * input[i, j];
                _r[j] = 1 / MathF.Sqrt(squares / features + epsilon);
                for (int i = 0; i < features; i++) output[i, j] = gain[i, 0] * input[i, j] * _r[j];
            }
        }

        // ∂L/∂g_i = Σ_j G_ij·x_ij·r_j, and ∂L_j/∂x_i = r·(g_i·G_i − x_i·r²·mean of g·G·x).
        public override void Backward(CustomBatch batch)
        {
            Matrix x = batch.Input, given = batch.OutputGradient, gain = layer.Parameters[0].Value;
            for (int j = 0; j < x.Columns; j++)
            {
                float r = _r[j], mean = 0;
                for (int i = 0; i < x.Rows; i++)
                {
                    batch.Gradients[0][i, 0] += given[i, j] * x[i, j] * r;
                    mean += gain[i, 0] * given[i, j] * x[i, j] / x.Rows;
                }
                for (int i = 0; i < x.Rows; i++) batch.InputGradient[i, j] = r * (gain[i, 0] * given[i, j] - x[i, j] * r * r * mean);
            }
        }
    }
}
