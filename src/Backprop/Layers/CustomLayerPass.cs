using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// A program's own pass in the engine's clothes: padding, the data-major copy and the buffers are settled here,
/// and whatever the pass does not write is 0, never what another batch left.
/// </summary>
internal sealed class CustomLayerPass : LayerPass
{
    private readonly CustomPass _pass;
    private readonly Matrix[] _gradients = [];

    // Of a first layer, which has nobody to hand it to.
    private readonly Matrix? _unusedInputGradient;
    private CustomBatch? _batch;

    public CustomLayerPass(CustomLayer layer, CustomPass pass, PassOptions options)
    {
        _pass = pass;
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: options.ForTraining && !options.IsLast);
        if (!options.ForTraining) return;
        _gradients = [.. layer.Parameters.Select(parameter => parameter.CreateLike())];
        _unusedInputGradient = new Matrix(layer.Inputs, options.Capacity);
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums => Output.FeatureMajor;

    public override IReadOnlyList<Matrix> Gradients => _gradients;

    public override void Forward(BatchActivations input)
    {
        Output.Count = input.Count;
        var output = Output.FeatureMajor;
        output.Everything.Clear();
        _pass.Forward(input.FeatureMajor, output);
        if (Output.DataMajor is { } dataMajor) Transpose.Current.Copy(output, dataMajor, new Block(0, output.Rows, 0, output.PaddedColumns));
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations)
    {
        var inputGradient = destinations.InputGradient ?? _unusedInputGradient!;
        inputGradient.UseColumns(input.Count);
        inputGradient.Everything.Clear();
        foreach (var sum in _gradients) sum.Everything.Clear();
        if (_batch is null || _batch.Input != input.FeatureMajor || _batch.OutputGradient != gradient || _batch.InputGradient != inputGradient)
            _batch = new CustomBatch(input.FeatureMajor, Output.FeatureMajor, gradient, inputGradient, _gradients);
        _pass.Backward(_batch);
        destinations.InputGradientToDelta?.Apply(inputGradient.Tile(new Block(0, inputGradient.Rows, 0, inputGradient.PaddedColumns)));
    }
}
