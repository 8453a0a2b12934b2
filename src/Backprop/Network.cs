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
        Layer[] all = [.. layers];
        Layers = all;
        foreach (var layer in Layers)
        {
            layer.Build(inputs);
            layer.Index = Array.IndexOf(all, layer);
            inputs = layer.Outputs;
        }
        Parameters = [.. Layers.SelectMany(layer => layer.Parameters)];
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

    /// <summary>How many numbers training changes.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Count);

    /// <summary>Inputs and the outputs of each layer but noise, such as <c>784-128-10</c>.</summary>
    public override string ToString() => string.Join('-', Layers.Where(layer => layer is not NoiseLayer).Select(layer => layer.Outputs).Prepend(Inputs));

    /// <summary>Draws all parameters anew.</summary>
    public void Initialize(ulong seed)
    {
        for (int layer = 0; layer < Layers.Count; layer++) Layers[layer].Initialize(seed, (uint)layer);
        foreach (var parameter in Parameters) parameter.NoteChange();
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
    /// row-major little-endian float32, in lower-case hexadecimal.
    /// </summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendTo(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds all parameters to a fingerprint.</summary>
    internal void AppendTo(IncrementalHash hash)
    {
        foreach (var parameter in Parameters)
            for (int row = 0; row < parameter.Value.Rows; row++)
                hash.AppendData(LittleEndian.Bytes(parameter.Value.Numbers(row)));
    }
}
