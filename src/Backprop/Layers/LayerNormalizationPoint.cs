using Backprop.Numerics;

namespace Backprop;

/// <summary>Layer normalization of a single data point: one lane of a batch, since its sums run over the features in their order.</summary>
internal sealed unsafe class LayerNormalizationPoint(LayerNormalization layer) : LayerPoint
{
    private readonly Matrix _lane = new(layer.Outputs, 1);

    public override Matrix Output { get; } = Matrix.Column(layer.Outputs);

    public override bool IsReady() => true;

    public override void Forward(Matrix input)
    {
        for (int i = 0; i < _lane.Rows; i++) *_lane.RowStart(i) = input.Start[i];
        LayerNormalizationKernel.Current.Forward(new LayerNormalizationOperands(_lane, _lane, null, null), layer, 0, Matrix.LaneMultiple);
        for (int i = 0; i < _lane.Rows; i++) Output.Start[i] = *_lane.RowStart(i);
    }
}
