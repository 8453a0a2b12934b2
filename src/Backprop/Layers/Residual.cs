using System.Text.Json;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// A residual connection around layers F: y = x + F(x), so that a stack of many learns what each adds, and deltas reach the first layers
/// undiminished: ∂L/∂x = ∂L/∂y + the backward pass of F. The layers must give as many numbers as they get. Residuals may be nested.
/// He et al., "Deep residual learning for image recognition", 2016.
/// </summary>
public sealed class Residual : Layer
{
    // A model file's JSON has a limited depth.
    private const int MostNested = 5;

    private readonly Layer[] _layers;

    /// <summary>Creates the connection.</summary>
    /// <param name="layers">F, first to last, at least one; they belong to this layer from now on.</param>
    /// <exception cref="InvalidInputException">There is no layer, or residuals are nested too deeply.</exception>
    public Residual(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new InvalidInputException("A residual connection needs at least one layer to go around.");
        _layers = [.. layers];
        if (Depth > MostNested) throw new InvalidInputException($"Residual connections are nested {Depth} deep; {MostNested} is the most. Put some one behind the other.");
    }

    /// <inheritdoc/>
    public override string Kind => "residual";

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <summary>F, first to last.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    private int Depth => 1 + _layers.Max(layer => layer is Residual residual ? residual.Depth : 0);

    /// <inheritdoc/>
    public override string ToString() => $"x + ({string.Join(", ", _layers.Select(layer => layer.ToString()))})";

    /// <inheritdoc/>
    public override ReferenceLayer ToReference() => new ReferenceResidual([.. _layers.Select(layer => layer.ToReference())]);

    internal static Residual Read(JsonElement settings) => new([.. settings.GetProperty("layers").EnumerateArray().Select(LayerCatalog.Read)]);

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json) => LayerCatalog.Write(json, _layers);

    internal override int Number(int index)
    {
        index = base.Number(index);
        foreach (var layer in _layers) index = layer.Number(index);
        return index;
    }

    internal override int OutputsFor(int inputs) => inputs;

    internal override void CheckInputs(int inputs)
    {
        int outputs = inputs;
        foreach (var layer in _layers)
        {
            layer.CheckInputs(outputs);
            outputs = layer.OutputsFor(outputs);
        }
        if (outputs != inputs)
            throw new InvalidInputException($"A residual connection adds its {inputs} inputs to the outputs of its layers, but those are {outputs}. Let its last layer have {inputs} outputs, or put a layer of {outputs} before it.");
    }

    internal override IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs) => Shapes(inputs, (layer, own) => layer.ParameterShapes(own));

    internal override IEnumerable<(string Name, long[] Shape)> BufferShapes(int inputs) => Shapes(inputs, (layer, own) => layer.BufferShapes(own));

    private IEnumerable<(string Name, long[] Shape)> Shapes(int inputs, Func<Layer, int, IEnumerable<(string Name, long[] Shape)>> of)
    {
        for (int place = 0; place < _layers.Length; inputs = _layers[place++].OutputsFor(inputs))
            foreach (var (name, shape) in of(_layers[place], inputs)) yield return (FormattableString.Invariant($"{place}.{name}"), shape);
    }

    private protected override IReadOnlyList<Parameter> CreateParameters()
    {
        int inputs = Inputs;
        for (int place = 0; place < _layers.Length; place++)
        {
            _layers[place].Build(inputs);
            foreach (var number in _layers[place].Parameters.Concat(_layers[place].Buffers)) number.PutInside(place);
            inputs = _layers[place].Outputs;
        }
        return [.. _layers.SelectMany(layer => layer.Parameters)];
    }

    private protected override IReadOnlyList<Parameter> CreateBuffers() => [.. _layers.SelectMany(layer => layer.Buffers)];

    internal override long NumbersOfPoint => Outputs + _layers.Sum(layer => layer.NumbersOfPoint);

    internal override bool TiesDataPoints => _layers.Any(layer => layer.TiesDataPoints);

    internal override bool Normalizes => _layers.Any(layer => layer.Normalizes);

    internal override string? Outline => _layers.Select(layer => layer.Outline).OfType<string>().ToList() is { Count: > 0 } shown ? $"({string.Join('-', shown)})" : null;

    internal override void Initialize(ulong seed, uint index)
    {
        foreach (var layer in _layers) layer.Initialize(seed, (uint)layer.Index);
    }

    internal override LayerPass CreatePass(PassOptions options) => new ResidualPass(this, options);

    internal override LayerPoint? CreatePoint()
    {
        LayerPoint[] points = [.. _layers.Select(layer => layer.CreatePoint()).OfType<LayerPoint>()];
        return points.Length == _layers.Length ? new ResidualPoint(points, Outputs) : null;
    }
}
