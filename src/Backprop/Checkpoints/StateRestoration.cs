using System.Globalization;
using Backprop.Files;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Gives a run the state that a checkpoint holds.</summary>
internal sealed class StateRestoration(SafeTensorsFile file, string name) : StatePassage
{
    public override bool Restores => true;

    public override long Pass(string name, long value, long most = int.MaxValue) =>
        long.TryParse(Number(name), NumberStyles.None, CultureInfo.InvariantCulture, out long stored) && stored <= most ? stored : throw Unfit($"{name} is no whole number from 0 to {most}");

    public override double Pass(string name, double value) =>
        double.TryParse(Number(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double stored) ? stored : throw Unfit($"{name} is no number");

    public override double[] Pass(string name, double[] values) => file.Tensor(name).ToArray<double>();

    public override void Pass(string name, Matrix matrix)
    {
        var tensor = file.Tensor(name);
        if (!tensor.Shape.SequenceEqual([matrix.Rows, matrix.Columns]))
            throw Unfit($"{name} has the shape [{string.Join(", ", tensor.Shape)}], and this network's is [{matrix.Rows}, {matrix.Columns}]");
        float[] values = tensor.ToArray<float>();
        for (int row = 0; row < matrix.Rows; row++) values.AsSpan(row * matrix.Columns, matrix.Columns).CopyTo(matrix.Numbers(row));
    }

    private string Number(string name) =>
        file.Metadata.TryGetValue(CheckpointFile.StatePrefix + name, out string? text) ? text : throw Unfit($"{name} is missing");

    private InvalidInputException Unfit(string finding) => new($"{name}: {finding}. It was written by another version or for another network: begin a new run in another folder.");
}
