using Backprop.Numerics;

namespace Backprop;

/// <summary>Predictions by one thread: single data points with lanes across neurons, several as batches. Owns every buffer. One caller at a time.</summary>
internal sealed class Predictor
{
    /// <summary>The most data points that are taken at a time.</summary>
    public const int MostPoints = 256;

    private readonly Network _network;
    private readonly NetworkPass _pass;
    private readonly PointPass? _point;
    private readonly Matrix _outputRows;

    public Predictor(Network network)
    {
        _network = network;
        int capacity = Math.Min(MostPoints, PieceSize.For(network));
        _pass = new NetworkPass(network, capacity, forTraining: false, new ThreadTeam(1));
        _point = PointPass.TryCreate(network);
        _outputRows = Matrix.OfBatch(capacity, network.Outputs);
    }

    /// <summary>Outputs for row-major data points.</summary>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int width = _network.Inputs, height = _network.Outputs, points = inputs.Length / width;
        if (points == 1 && _point is not null && _point.TryPredict(inputs, outputs)) return;
        for (int first = 0; first < points; first += _pass.Capacity)
        {
            int count = Math.Min(_pass.Capacity, points - first);
            _pass.UseInputs(count);
            for (int point = 0; point < count; point++)
                inputs.Slice((first + point) * width, width).CopyTo(_pass.InputRow(point));
            _pass.TransposeInputs(0, count);
            _pass.Forward();
            CopyOutputs(count, outputs.Slice(first * height, count * height));
        }
        // The kernels hold addresses; the arrays must outlive them.
        GC.KeepAlive(this);
    }

    /// <summary>The outputs of the first data points, row-major <c>[points, outputs]</c>.</summary>
    private void CopyOutputs(int count, Span<float> outputs)
    {
        int height = _network.Outputs;
        Transpose.Current.Copy(_pass.Outputs, _outputRows, new Block(0, height, 0, count));
        for (int point = 0; point < count; point++) _outputRows.Numbers(point).CopyTo(outputs[(point * height)..]);
    }
}
