using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>One example of worked_examples.json: its given numbers, and one step of the reference from them.</summary>
internal sealed class WorkedExample
{
    private static readonly JsonElement Examples = Fixture.Read("worked_examples.json").GetProperty("examples");

    private WorkedExample(JsonElement json)
    {
        Json = json;
        JsonElement given = json.GetProperty("given");
        Network = Build(given);
        Inputs = given.GetProperty("inputs").Rows();
        Targets = given.GetProperty("targets") is { ValueKind: JsonValueKind.Array } targets ? targets.Rows() : null;
        LearningRate = given.TryGetProperty("learning_rate", out JsonElement rate) ? rate.GetDouble() : 0;
        double decay = given.TryGetProperty("alpha_l2", out JsonElement alpha) ? alpha.GetDouble() / Inputs.Length : 0;
        WeightDecay = new(decay);
        TrainBiases = !json.GetProperty("convention").TryGetProperty("biases_updated", out JsonElement updated) || updated.ValueKind == JsonValueKind.True;
        Loss = json.GetProperty("loss_kind").GetString() switch
        {
            "sse" => new ReferenceSquaredError(),
            "half_sse" => new ReferenceHalfSquaredError(),
            "softmax_ce" => new ReferenceCrossEntropy(),
            "bce_sum" => new ReferenceBinaryCrossEntropy(),
            "output" => null,
            var kind => throw new InvalidOperationException($"The fixture has an unknown loss_kind {kind}."),
        };
        Reduction = json.GetProperty("point_reduction").GetString() == "mean" ? ReferenceReduction.Mean : ReferenceReduction.Sum;
        Step = new(Network, Inputs, Targets, Loss, Reduction);
        Updated = After(1);
    }

    public JsonElement Json { get; }
    public ReferenceNetwork Network { get; }
    public double[][] Inputs { get; }
    public double[][]? Targets { get; }
    public ReferenceLoss? Loss { get; }
    public ReferenceReduction Reduction { get; }
    public double LearningRate { get; }
    public ReferenceWeightDecay WeightDecay { get; }
    public bool TrainBiases { get; }

    /// <summary>Forward, loss and backward from the given weights.</summary>
    public StepResult Step { get; }

    /// <summary>The network after one step.</summary>
    public ReferenceNetwork Updated { get; }

    public static IEnumerable<string> Ids => Examples.EnumerateArray().Select(e => e.GetProperty("id").GetString()!);

    public static JsonElement JsonOf(string id) => Examples.EnumerateArray().Single(e => e.GetProperty("id").GetString() == id);

    public static WorkedExample Load(string id) => new(JsonOf(id));

    public static ReferenceNetwork Build(JsonElement given) =>
        new([.. given.GetProperty("layers").EnumerateArray().Select(layer => new ReferenceDense(
            layer.GetProperty("weights").Matrix(), layer.GetProperty("biases").Numbers(),
            Fixture.Activation(layer.GetProperty("activation").GetString()!)))]);

    /// <summary>A fresh copy of the network after so many steps of gradient descent.</summary>
    public ReferenceNetwork After(int steps, bool? trainBiases = null)
    {
        ReferenceNetwork network = Build(Json.GetProperty("given"));
        var optimizer = new ReferenceSgd(LearningRate) { TrainBiases = trainBiases ?? TrainBiases, WeightDecay = WeightDecay };
        for (int step = 0; step < steps; step++)
            optimizer.Update(network.Parameters, new StepResult(network, Inputs, Targets, Loss, Reduction).Backward.Gradients);
        return network;
    }

    // What the tables of published numbers speak of, for the only data point; l is the layer, i the neuron, k its input.
    public double X(int l, int i) => Step.Forward.Layers[l].WeightedSums![0][i];
    public double A(int l, int i) => Step.Forward.Layers[l].Activations[0][i];
    public double Derivative(int l, int i) => Step.Backward.Layers[l].Derivatives![0][i];
    public double Delta(int l, int i) => Step.Backward.Layers[l].Deltas![0][i];
    public double W(int l, int i, int k) => Weights(Network, l)[i * Network.Layers[l].Inputs + k];
    public double Gradient(int l, int i, int k) => WeightDecay.AddTo(Step.Backward.Layers[l].Gradients[0], Network.Layers[l].Parameters[0])[i * Network.Layers[l].Inputs + k];
    public double BiasGradient(int l, int i) => Step.Backward.Layers[l].Gradients[1][i];
    public double NewW(int l, int i, int k) => Weights(Updated, l)[i * Network.Layers[l].Inputs + k];
    public double NewB(int l, int i) => Updated.Layers[l].Parameters[1].Values[i];

    private static double[] Weights(ReferenceNetwork network, int l) => network.Layers[l].Parameters[0].Values;
}

/// <summary>Forward, loss and backward of one batch; without targets the "loss" is the only output itself.</summary>
internal sealed class StepResult
{
    public StepResult(ReferenceNetwork network, double[][] inputs, double[][]? targets, ReferenceLoss? loss, ReferenceReduction reduction)
    {
        Forward = network.Forward(inputs);
        if (loss is null || targets is null)
        {
            Loss = new(Forward.Outputs[0][0], [Forward.Outputs[0][0]]);
            Backward = network.Backward(Forward, [[1]], reduction);
            return;
        }
        Loss = network.Loss(Forward, targets, loss, reduction);
        Backward = network.Backward(Forward, targets, loss, reduction);
    }

    public ReferenceForwardPass Forward { get; }
    public ReferenceLossResult Loss { get; }
    public ReferenceBackwardPass Backward { get; }
}
