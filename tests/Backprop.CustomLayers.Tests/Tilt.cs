using System.Text.Json;
using Backprop;
using Backprop.Numerics;

namespace MyProgram;

/// <summary>What is wrong with a <see cref="Tilt"/>.</summary>
public enum Fault
{
    None,
    ForgetsTheDerivativeInTheInputGradient,
    TurnsASign,
    GivesTheMeanInsteadOfTheSum,
    MixesDataPoints,
    WritesNothing,
    GivesNoNumber,
    SmallFactor,
}

/// <summary>y_i = s_i·x_i² + (W·x)_i: a smooth layer with a vector, a matrix and no reference, whose backward pass can be made wrong.</summary>
public sealed class Tilt(Fault fault = Fault.None, string kind = "tilt") : CustomLayer
{
    public override string Kind => kind;

    protected override void WriteSettings(Utf8JsonWriter json) => json.WriteString("fault", fault.ToString());

    protected override int CountOutputs(int inputs) => inputs;

    protected override IReadOnlyList<CustomParameter> DescribeParameters(int inputs) =>
        [CustomParameter.Vector("slope", inputs, start: 0.5f), CustomParameter.Matrix("mixing", inputs, inputs, Initializer.GlorotNormal)];

    protected override CustomPass CreatePass(int capacity, bool forTraining) => new Pass(this, fault);

    private sealed class Pass(Tilt layer, Fault fault) : CustomPass
    {
        private Matrix Slope => layer.Parameters[0].Value;

        private Matrix Mixing => layer.Parameters[1].Value;

        public override void Forward(Matrix input, Matrix output)
        {
            for (int j = 0; j < input.Columns; j++)
                for (int i = 0; i < input.Rows; i++)
                {
                    output[i, j] = Slope[i, 0] * input[i, j] * input[i, j];
                    for (int k = 0; k < input.Rows; k++) output[i, j] += Mixing[i, k] * input[k, j];
                }
        }

        public override void Backward(CustomBatch batch)
        {
            if (fault == Fault.WritesNothing) return;
            int points = batch.Input.Columns, width = batch.Input.Rows;
            for (int j = 0; j < points; j++)
                for (int i = 0; i < width; i++)
                {
                    float given = batch.OutputGradient[i, j], x = batch.Input[i, j];
                    batch.Gradients[0][i, 0] += given * x * x * Factor(points);
                    batch.InputGradient[i, fault == Fault.MixesDataPoints ? (j + 1) % points : j] +=
                        2 * Slope[i, 0] * given * (fault == Fault.ForgetsTheDerivativeInTheInputGradient ? 1 : x);
                    for (int k = 0; k < width; k++)
                    {
                        batch.Gradients[1][i, k] += given * batch.Input[k, j] * (fault == Fault.TurnsASign ? -1 : 1);
                        batch.InputGradient[k, j] += Mixing[i, k] * given;
                    }
                }
        }

        private float Factor(int points) => fault switch
        {
            Fault.GivesTheMeanInsteadOfTheSum => 1f / points,
            Fault.GivesNoNumber => float.NaN,
            Fault.SmallFactor => 1.02f,
            _ => 1,
        };
    }
}
