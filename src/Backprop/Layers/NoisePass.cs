using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Noise in training, batch by batch. Forward A = S ⊙ input + T; backward, to the layer before, S ⊙ G. Elementwise, so that no vector width changes a bit.
/// </summary>
internal sealed class NoisePass : LayerPass
{
    // In multiply-adds: ten rounds of random bits for four numbers.
    private const int CostOfDraw = 64;

    private readonly NoiseLayer _layer;
    private readonly ThreadTeam _team;
    private readonly Matrix _scales;
    private readonly Matrix? _shifts;
    private readonly ForwardWork _forward;
    private readonly BackwardWork _backward;
    private BatchPoints _points;
    private BatchActivations _input = null!;
    private Matrix _gradient = null!, _inputGradient = null!;
    private TileWork? _toDelta;

    public NoisePass(NoiseLayer layer, PassOptions options)
    {
        (_layer, _team) = (layer, options.Team);
        Output = new BatchActivations(layer.Outputs, options.Capacity, withDataMajor: !options.IsLast);
        _scales = Matrix.OfBatch(layer.Outputs, options.Capacity);
        if (layer.HasShift) _shifts = Matrix.OfBatch(layer.Outputs, options.Capacity);
        (_forward, _backward) = (new ForwardWork(this), new BackwardWork(this));
        _points = new BatchPoints(options.Capacity, seed: 0);
        _points.Take([.. Enumerable.Range(0, options.Capacity)]);
    }

    public override BatchActivations Output { get; }

    public override Matrix WeightedSums => Output.FeatureMajor;

    public override IReadOnlyList<Matrix> Gradients => [];

    public override void KeyBy(BatchPoints points) => _points = points;

    public override void Forward(BatchActivations input)
    {
        _input = input;
        Output.Count = input.Count;
        _team.Run(_forward, (long)CostOfDraw * _layer.Outputs * input.Count);
    }

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations)
    {
        if (destinations.InputGradient is not { } inputGradient) return;
        (_gradient, _inputGradient, _toDelta) = (gradient, inputGradient, destinations.InputGradientToDelta);
        inputGradient.UseColumns(input.Count);
        _team.Run(_backward, 16L * _layer.Outputs * gradient.PaddedColumns);
    }

    /// <summary>Random bits of four neurons for each data point of the batch, where their scales will stand; padding keeps what it has, since nobody reads it.</summary>
    private unsafe void DrawBits(int group)
    {
        int first = 4 * group;
        // The rows behind the last neuron are there, as padding.
        uint* r0 = Bits(first), r1 = Bits(first + 1), r2 = Bits(first + 2), r3 = Bits(first + 3);
        int point = 0;
        if (CounterRandomLanes.Pay)
        {
            var (seed, epoch, stream) = (_points.Seed, _points.Epoch, _layer.Stream);
            fixed (int* rows = _points.Identities)
                for (; point + CounterRandomLanes.Count <= _input.Count; point += CounterRandomLanes.Count)
                    CounterRandomLanes.Philox((uint)group, rows + point, epoch, stream, (uint)seed, (uint)(seed >> 32), r0 + point, r1 + point, r2 + point, r3 + point);
        }
        for (; point < _input.Count; point++)
            (r0[point], r1[point], r2[point], r3[point]) = _layer.Words(_points.Seed, _points.Epoch, _points.Identities[point], group);

        uint* Bits(int row) => (uint*)_scales.RowStart(row);
    }

    /// <summary>Scales and shifts of a row from its random bits.</summary>
    private void Draw(int row, int columns)
    {
        var scales = Vectors(_scales, row, columns);
        var shifts = _shifts is null ? default : Vectors(_shifts, row, columns);
        if (_layer.Threshold is { } threshold)
        {
            var ((scale0, shift0), (scale1, shift1)) = (_layer.Draw(0), _layer.Draw(uint.MaxValue));
            for (int v = 0; v < scales.Length; v++)
            {
                var below = Vector.LessThan(Vector.AsVectorUInt32(scales[v]), new Vector<uint>(threshold)).As<uint, int>();
                scales[v] = Vector.ConditionalSelect(below, new Vector<float>(scale0), new Vector<float>(scale1));
                if (_shifts is not null) shifts[v] = Vector.ConditionalSelect(below, new Vector<float>(shift0), new Vector<float>(shift1));
            }
            return;
        }
        int count = _input.Count;
        _layer.Draw(
            MemoryMarshal.Cast<Vector<float>, uint>(scales)[..count], MemoryMarshal.Cast<Vector<float>, float>(scales)[..count],
            MemoryMarshal.Cast<Vector<float>, float>(shifts)[..count]);
    }

    private static unsafe Span<Vector<float>> Vectors(Matrix matrix, int row, int columns) =>
        MemoryMarshal.Cast<float, Vector<float>>(new Span<float>(matrix.RowStart(row), columns));

    private sealed class ForwardWork(NoisePass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (input, output) = (pass._input.FeatureMajor, pass.Output.FeatureMajor);
            int columns = output.PaddedColumns;
            var (first, end) = Block.Share(output.Rows, part);
            for (int group = first / 4; 4 * group < end; group++) pass.DrawBits(group);
            for (int row = first; row < end; row++)
            {
                pass.Draw(row, columns);
                Span<Vector<float>> x = Vectors(input, row, columns), scale = Vectors(pass._scales, row, columns), a = Vectors(output, row, columns);
                for (int v = 0; v < x.Length; v++) a[v] = x[v] * scale[v];
                if (pass._shifts is null) continue;
                var shift = Vectors(pass._shifts, row, columns);
                for (int v = 0; v < x.Length; v++) a[v] += shift[v];
            }
            if (first < end && pass.Output.DataMajor is { } dataMajor) Transpose.Current.Copy(output, dataMajor, new Block(first, end, 0, columns));
        }
    }

    private sealed class BackwardWork(NoisePass pass) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            var (gradient, inputGradient) = (pass._gradient, pass._inputGradient);
            int columns = gradient.PaddedColumns;
            var (first, end) = Block.Share(gradient.Rows, part);
            if (first >= end) return;
            for (int row = first; row < end; row++)
            {
                Span<Vector<float>> g = Vectors(gradient, row, columns), scale = Vectors(pass._scales, row, columns), to = Vectors(inputGradient, row, columns);
                for (int v = 0; v < g.Length; v++) to[v] = g[v] * scale[v];
            }
            pass._toDelta?.Apply(inputGradient.Tile(new Block(first, end, 0, columns)));
        }
    }
}

/// <summary>No noise: outputs are the inputs themselves.</summary>
internal sealed class SilentPass : LayerPass
{
    private BatchActivations? _input;

    public override BatchActivations Output => _input ?? throw new InvalidOperationException("There was no forward pass yet.");

    public override Matrix WeightedSums => Output.FeatureMajor;

    public override IReadOnlyList<Matrix> Gradients => [];

    public override void Forward(BatchActivations input) => _input = input;

    public override void Backward(BatchActivations input, Matrix gradient, bool isDelta, in BackwardDestinations destinations) =>
        throw new NotSupportedException("A pass for predictions has no way back.");
}
