using Backprop.Numerics;

namespace Backprop;

/// <summary>Batch normalization of a single data point by the running statistics, with the bits of a batch; a lane is a feature.</summary>
internal sealed class BatchNormalizationPoint(BatchNormalization layer) : LayerPoint
{
    public override Matrix Output { get; } = Matrix.Column(layer.Outputs);

    public override bool IsReady() => true;

    public override void Forward(Matrix input) => BatchNormalizationKernel.Current.Point(input, Output, layer);
}
