using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// The three passes of one batch through a network, layer after layer: forward, and, for training, backward with the gradients.
/// Owns every buffer; allocates nothing once it exists. One caller at a time.
/// </summary>
internal sealed class NetworkPass
{
    private readonly LayerChain _chain;
    private readonly bool _forTraining;

    // Data-major rows that a batch has filled; those behind are zeros.
    private int _filledRows;

    /// <param name="network">The network, whose current parameters every pass uses.</param>
    /// <param name="capacity">The most data points of one batch.</param>
    /// <param name="forTraining">Whether backward passes follow.</param>
    /// <param name="team">The threads that share the work.</param>
    /// <param name="storesGradients">Whether <see cref="Gradients"/> are wanted; otherwise every backward pass must have updates.</param>
    public NetworkPass(Network network, int capacity, bool forTraining, ThreadTeam team, bool storesGradients = true)
    {
        (Capacity, Team, _forTraining) = (capacity, team, forTraining);
        Input = new BatchActivations(network.Inputs, capacity, withDataMajor: true);
        _chain = new LayerChain(network.Layers, new PassOptions(capacity, forTraining, IsLast: true, team) { StoresGradients = storesGradients });
    }

    /// <summary>The most data points of one batch.</summary>
    public int Capacity { get; }

    /// <summary>The batch's inputs. Rows of the data-major copy are filled first; <see cref="TransposeInputs"/> makes the other.</summary>
    public BatchActivations Input { get; }

    /// <summary>What each layer keeps of the batch.</summary>
    public IReadOnlyList<LayerPass> Layers => _chain.Passes;

    /// <summary>The deltas of each layer after a backward pass, <c>[outputs, batch]</c>.</summary>
    public IReadOnlyList<Matrix> Deltas => _chain.Deltas;

    /// <summary>The last layer's activations, <c>[outputs, batch]</c>.</summary>
    public Matrix Outputs => _chain.Last.Output.FeatureMajor;

    /// <summary>The last layer's weighted sums, <c>[outputs, batch]</c>.</summary>
    public Matrix WeightedSums => _chain.Last.WeightedSums;

    /// <summary>
    /// Where the loss writes ∂L_j/∂a of the last layer, or its deltas, <c>[outputs, batch]</c>, before <see cref="Backward"/>.
    /// </summary>
    public Matrix OutputGradient => _chain.OutputGradient;

    /// <summary>The gradient of each parameter, in the network's order: sums over the batch, not yet means.</summary>
    public IReadOnlyList<Matrix> Gradients => _chain.ParameterGradients;

    /// <summary>The threads that share the work.</summary>
    public ThreadTeam Team { get; }

    /// <summary>Row j of the data-major inputs: where data point j of the batch goes.</summary>
    public Span<float> InputRow(int point) => Input.DataMajor!.Numbers(point);

    /// <summary>Takes the first <paramref name="count"/> data-major rows, which are filled next, as the batch; those behind become zeros.</summary>
    public void UseInputs(int count)
    {
        Input.Count = count;
        for (int point = count; point < _filledRows; point++) Input.DataMajor!.RowOfVectors(point).Clear();
        _filledRows = count;
        if (_forTraining) OutputGradient.UseColumns(count);
    }

    /// <summary>Copies data-major rows to feature-major ones.</summary>
    /// <param name="first">The first row, a multiple of <see cref="Matrix.LaneMultiple"/>.</param>
    /// <param name="end">The end of the rows, such a multiple or that of the batch.</param>
    public void TransposeInputs(int first, int end)
    {
        var rows = Input.DataMajor!;
        Transpose.Current.Copy(rows, Input.FeatureMajor, new Block(first, Matrix.Padded(end), 0, rows.Columns));
    }

    /// <summary>Weighted sums and activations of every layer.</summary>
    public void Forward() => _chain.Forward(Input);

    /// <summary>Puts what the last forward pass measured into the network's buffers.</summary>
    /// <param name="share">The weight of the batch beside what is there; null for each layer's own.</param>
    public void TakeStatistics(float? share) => _chain.TakeStatistics(share);

    /// <summary>Deltas and gradients of every layer, from the last to the first, from what stands in <see cref="OutputGradient"/>.</summary>
    /// <param name="isDelta">Whether that is ∂L_j/∂x already.</param>
    /// <param name="updates">What takes the gradient of each parameter, in the network's order; null where <see cref="Gradients"/> are wanted.</param>
    public void Backward(bool isDelta, TileWork[]? updates = null)
    {
        OutputGradient.ClearPadding();
        _chain.Backward(Input, isDelta, new BackwardDestinations(null, null, updates));
    }
}
