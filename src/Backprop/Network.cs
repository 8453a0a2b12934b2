using System.Security.Cryptography;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// A stack of layers: data flow from the inputs through each layer to the outputs, and deltas back.
/// It owns the parameters; the buffers of a batch belong to a pass, so that predictions can run side by side.
/// </summary>
public sealed class Network
{
    private readonly PredictorPool _predictors;

    /// <summary>Builds the network and draws its initial parameters.</summary>
    /// <param name="inputs">Number of features of a data point, at least 1.</param>
    /// <param name="layers">The layers in the order of the forward pass, at least one; they belong to this network from now on.</param>
    /// <param name="seed">Key of the initial weights: same seed, same weights, on every machine.</param>
    /// <exception cref="InvalidInputException">A size or a pairing of layers is impossible; the message says which.</exception>
    public Network(int inputs, IReadOnlyList<Layer> layers, ulong seed = 0)
        : this(inputs, layers, initialize: true, seed) { }

    private Network(int inputs, IReadOnlyList<Layer> layers, bool initialize, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (inputs < 1) throw new InvalidInputException($"A network needs at least 1 input, not {inputs}.");
        if (layers.Count == 0) throw new InvalidInputException("A network needs at least one layer.");
        NetworkSize.Check(inputs, layers, forTraining: initialize);
        Inputs = inputs;
        _predictors = new PredictorPool(this);
        Layers = [.. layers];
        int number = 0;
        foreach (var layer in Layers)
        {
            layer.Build(inputs);
            number = layer.Number(number);
            inputs = layer.Outputs;
        }
        Parameters = [.. Layers.SelectMany(layer => layer.Parameters)];
        Buffers = [.. Layers.SelectMany(layer => layer.Buffers)];
        State = [.. Parameters, .. Buffers];
        TiesDataPoints = Layers.Any(layer => layer.TiesDataPoints);
        if (initialize) Initialize(seed);
    }

    /// <summary>A network whose parameters will be filled from elsewhere: none are drawn.</summary>
    internal static Network WithoutInitialWeights(int inputs, IReadOnlyList<Layer> layers) => new(inputs, layers, initialize: false, seed: 0);

    /// <summary>Number of features of a data point.</summary>
    public int Inputs { get; }

    /// <summary>Number of outputs: those of the last layer.</summary>
    public int Outputs => Layers[^1].Outputs;

    /// <summary>The layers in the order of the forward pass.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>All parameters, layer by layer.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>All buffers, layer by layer: what training measures rather than learns, such as the running means of <see cref="BatchNormalization"/>.</summary>
    public IReadOnlyList<Parameter> Buffers { get; }

    /// <summary>Parameters and buffers: what predictions depend on.</summary>
    internal IReadOnlyList<Parameter> State { get; }

    /// <summary>Parameters and buffers with the names that they have in files, such as <c>layers.0.weight</c>.</summary>
    internal IEnumerable<(string Name, Parameter Parameter)> NamedState => Layers.SelectMany((layer, index) =>
        layer.Parameters.Concat(layer.Buffers).Select(parameter => ($"layers.{index}.{parameter.QualifiedName}", parameter)));

    /// <summary>Whether data points of a batch depend on each other in training.</summary>
    internal bool TiesDataPoints { get; }

    /// <summary>How many numbers training changes.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Count);

    /// <summary>
    /// Inputs and the outputs of each layer but those that leave as many numbers as they get (noise, normalization, activations), such as <c>784-128-10</c>;
    /// what a <see cref="Residual"/> wraps in parentheses: <c>8-64-(64)-3</c>.
    /// </summary>
    public override string ToString() => string.Join('-', Layers.Select(layer => layer.Outline).OfType<string>().Prepend($"{Inputs}"));

    /// <summary>Draws all parameters anew.</summary>
    public void Initialize(ulong seed)
    {
        foreach (var layer in Layers) layer.Initialize(seed, (uint)layer.Index);
        foreach (var parameter in State) parameter.NoteChange();
    }

    /// <summary>
    /// The outputs for one or several data points. Each depends on its own inputs alone: the same bits in any batch.
    /// Safe to call from several threads at once. Allocates nothing from the second call on,
    /// unless there are so many data points that all processors share them.
    /// </summary>
    /// <param name="inputs">Data points one behind the other, row-major <c>[points, Inputs]</c>.</param>
    /// <param name="outputs">Receives <c>[points, Outputs]</c>.</param>
    /// <exception cref="ArgumentException">The lengths are not whole data points, or do not match each other.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int points = inputs.Length / Inputs;
        if (points * Inputs != inputs.Length)
            throw new ArgumentException($"{inputs.Length} inputs are not whole data points of {Inputs} features.", nameof(inputs));
        if (outputs.Length != (long)points * Outputs)
            throw new ArgumentException($"{points} data points give {(long)points * Outputs} outputs, but there is room for {outputs.Length}.", nameof(outputs));
        if (ParallelPrediction.Pays(this, points))
        {
            ParallelPrediction.Run(this, _predictors, inputs, outputs);
            return;
        }
        var predictor = _predictors.Take();
        predictor.Predict(inputs, outputs);
        _predictors.Return(predictor);
    }

    /// <summary>The outputs for one data point.</summary>
    /// <exception cref="ArgumentException">The number of inputs is not that of the network.</exception>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        if (inputs.Length != Inputs) throw new ArgumentException($"{inputs.Length} inputs for a network of {Inputs}.", nameof(inputs));
        var outputs = new float[Outputs];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>The same network in scalar double precision, as the derivation writes it, with a copy of the parameters.</summary>
    public ReferenceNetwork ToReference() => new([.. Layers.Select(layer => layer.ToReference())]);

    /// <summary>
    /// The fingerprint of the parameters: SHA-256 over all of them, layer by layer, weights then biases,
    /// then over the buffers, where there are any; row-major little-endian float32, in lower-case hexadecimal.
    /// </summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in State)
            for (int row = 0; row < parameter.Value.Rows; row++)
                hash.AppendData(LittleEndian.Bytes(parameter.Value.Numbers(row)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
