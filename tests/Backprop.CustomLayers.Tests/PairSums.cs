using System.Text.Json;
using Backprop;
using Backprop.Numerics;

namespace MyProgram;

/// <summary>y_i = x_2i + x_2i+1: half as many outputs as inputs, no parameters, no reference.</summary>
public sealed class PairSums(string kind = "pair-sums", string? setting = null) : CustomLayer
{
    public override string Kind => kind;

    protected override void WriteSettings(Utf8JsonWriter json)
    {
        if (setting is not null) json.WriteString(setting, "x");
    }

    protected override int CountOutputs(int inputs) =>
        inputs % 2 == 0 ? inputs / 2 : throw new InvalidInputException($"Pairs of {inputs} inputs leave one over. Use an even number.");

    protected override CustomPass CreatePass(int capacity, bool forTraining) => new Pass();

    private sealed class Pass : CustomPass
    {
        public override void Forward(Matrix input, Matrix output)
        {
            for (int i = 0; i < input.Rows; i++)
                for (int j = 0; j < input.Columns; j++) output[i / 2, j] += input[i, j];
        }

        public override void Backward(CustomBatch batch)
        {
            for (int i = 0; i < batch.Input.Rows; i++) batch.OutputGradient.Row(i / 2).CopyTo(batch.InputGradient.Row(i));
        }
    }
}
