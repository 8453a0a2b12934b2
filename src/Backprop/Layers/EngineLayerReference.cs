using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// A custom layer that has no reference, in the place of one: its own passes, in float, with the parameters that the caller varies.
/// It says nothing about the forward pass; but differences of the loss through it judge the backward pass.
/// </summary>
internal sealed class EngineLayerReference : ReferenceLayer
{
    private readonly CustomLayer _layer;

    public EngineLayerReference(CustomLayer layer)
    {
        _layer = layer;
        Parameters = [.. layer.Parameters.Select(parameter => new ReferenceParameter(
            parameter.Name, parameter.IsVector ? [parameter.Value.Rows] : [parameter.Value.Rows, parameter.Value.Columns], parameter.ToDoubles(), IsBias: false))];
    }

    public override int Inputs => _layer.Inputs;

    public override int Outputs => _layer.Outputs;

    public override IReadOnlyList<ReferenceParameter> Parameters { get; }

    public override bool IsInFloat => true;

    public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode)
    {
        var (pass, input, output) = Start(inputs, mode == ReferenceMode.Training);
        WithParameters(() => pass.Forward(input, output));
        return new ReferenceLayerForward(inputs, ToPoints(output));
    }

    public override ReferenceLayerBackward Backward(ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction)
    {
        var (pass, input, output) = Start(forward.Inputs, forTraining: true);
        var inputGradient = new Matrix(Inputs, input.Columns);
        Matrix[] gradients = [.. _layer.Parameters.Select(parameter => new Matrix(parameter.Value.Rows, parameter.Value.Columns))];
        WithParameters(() =>
        {
            pass.Forward(input, output);
            pass.Backward(new CustomBatch(input, output, ToMatrix(activationGradients), inputGradient, gradients));
        });
        return new ReferenceLayerBackward(
            ToPoints(inputGradient),
            [.. gradients.Select(sums => Flat(sums).Select(sum => reduction.Of(sum, input.Columns)).ToArray())]);
    }

    private (CustomPass Pass, Matrix Input, Matrix Output) Start(double[][] inputs, bool forTraining) =>
        (_layer.CreateOwnPass(inputs.Length, forTraining), ToMatrix(inputs), new Matrix(Outputs, inputs.Length));

    /// <summary>Computes with this object's numbers in the layer, and puts the layer's own back.</summary>
    private void WithParameters(Action compute)
    {
        double[][] own = [.. _layer.Parameters.Select(parameter => parameter.ToDoubles())];
        for (int i = 0; i < own.Length; i++) Fill(_layer.Parameters[i].Value, Parameters[i].Values);
        try
        {
            compute();
        }
        finally
        {
            for (int i = 0; i < own.Length; i++) Fill(_layer.Parameters[i].Value, own[i]);
        }
    }

    private static void Fill(Matrix matrix, double[] values)
    {
        for (int i = 0; i < values.Length; i++) matrix[i / matrix.Columns, i % matrix.Columns] = (float)values[i];
    }

    private static IEnumerable<double> Flat(Matrix matrix) =>
        Enumerable.Range(0, matrix.Rows).SelectMany(row => matrix.Row(row).ToArray()).Select(number => (double)number);

    private static Matrix ToMatrix(double[][] points)
    {
        var matrix = new Matrix(points[0].Length, points.Length);
        for (int row = 0; row < matrix.Rows; row++)
            for (int point = 0; point < matrix.Columns; point++) matrix[row, point] = (float)points[point][row];
        return matrix;
    }

    private static double[][] ToPoints(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Columns).Select(point => Enumerable.Range(0, matrix.Rows).Select(row => (double)matrix[row, point]).ToArray())];
}
