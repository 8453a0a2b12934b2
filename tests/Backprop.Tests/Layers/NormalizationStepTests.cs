using System.Globalization;
using System.Text.Json;
using Backprop.Data;
using Backprop.Numerics;
using Backprop.Reference;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Layers;

/// <summary>Steps through normalization layers and residual connections that PyTorch took in float64 (normalization_steps.py).</summary>
public class NormalizationStepTests
{
    // Six steps with momentum of numbers about 1, each through quotients by a deviation of a few points.
    private const double FloatRoundings = 2e-5;

    private static readonly JsonElement All = Fixture.Read("normalization_steps.json");

    public static TheoryData<string> Cases => [.. All.GetProperty("cases").EnumerateObject().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_reference_takes_the_steps_of_the_other_program(string name)
    {
        var json = All.GetProperty("cases").GetProperty(name);
        var network = Start(json).ToReference();
        var optimizer = new ReferenceSgd(All.GetProperty("learningRate").GetDouble(), All.GetProperty("momentum").GetDouble());
        var (inputs, targets) = (All.GetProperty("inputs").Rows(), All.GetProperty("targets").Rows());
        // The file's numbers, which the engine's network has rounded to float.
        foreach (var (parameter, values) in network.Parameters.Zip(json.GetProperty("start").GetProperty("parameters").Rows())) values.CopyTo(parameter.Values, 0);
        foreach (var step in json.GetProperty("steps").EnumerateArray())
        {
            var (batch, wanted) = (Batch(inputs, step), Batch(targets, step));
            var forward = network.Forward(batch);
            Fixture.Equal(step.GetProperty("loss").GetDouble(), network.Loss(forward, wanted, new ReferenceSquaredError()).Value, "loss");
            optimizer.Update(network.Parameters, network.Backward(forward, wanted, new ReferenceSquaredError()).Gradients);
            foreach (var (layer, record) in network.Layers.Zip(forward.Layers)) layer.TakeStatistics(record);
            Fixture.Equal(step.GetProperty("parameters"), [.. network.Parameters.Select(parameter => parameter.Values)], "parameters");
        }
        Fixture.Equal(json.GetProperty("predictions"), network.Forward(inputs, ReferenceMode.Inference).Outputs, "predictions");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_engine_takes_them_in_float_accuracy(string name)
    {
        var json = All.GetProperty("cases").GetProperty(name);
        var network = Start(json);
        var (inputs, targets) = (All.GetProperty("inputs").Rows(), All.GetProperty("targets").Rows());
        var data = Dataset.ForRegression("fixture", Flat(inputs), inputs[0].Length, Flat(targets), ["t", "u"]);
        using var team = new ThreadTeam(2);
        var optimizer = new OptimizerState(new Sgd(All.GetProperty("learningRate").GetSingle()) { Momentum = All.GetProperty("momentum").GetSingle() }, network.Parameters);
        var gradient = new BatchGradient(network, Loss.SquaredError, data, All.GetProperty("batch").GetInt32(), team, optimizer);
        foreach (var step in json.GetProperty("steps").EnumerateArray())
        {
            Assert.Equal(step.GetProperty("loss").GetDouble(), gradient.Compute(Batch([.. Enumerable.Range(0, data.Count)], step)), FloatRoundings);
            Assert.True(optimizer.Accept());
            gradient.TakeStatistics();
            AssertClose(step.GetProperty("parameters"), network.Parameters);
            AssertClose(step.GetProperty("buffers"), network.Buffers);
        }
        float[] predictions = new float[data.Count * data.Outputs];
        network.Predict(data.Inputs.Values, predictions);
        Assert.All(Flat(json.GetProperty("predictions").Rows()).Zip(predictions), pair => Assert.Equal(pair.First, pair.Second, FloatRoundings));
    }

    private static void AssertClose(JsonElement expected, IReadOnlyList<Parameter> actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Count);
        foreach (var (numbers, parameter) in expected.Rows().Zip(actual))
            Assert.All(numbers.Zip(parameter.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, FloatRoundings));
    }

    private static T[] Batch<T>(T[] rows, JsonElement step) => [.. rows.Skip(step.GetProperty("first").GetInt32()).Take(All.GetProperty("batch").GetInt32())];

    private static float[] Flat(double[][] rows) => [.. rows.SelectMany(row => row).Select(number => (float)number)];

    private static Network Start(JsonElement json)
    {
        var words = new Queue<string>(json.GetProperty("layers").EnumerateArray().Select(word => word.GetString()!));
        var network = new Network(All.GetProperty("inputs")[0].GetArrayLength(), Layers(words));
        foreach (var (parameter, values) in network.Parameters.Zip(json.GetProperty("start").GetProperty("parameters").Rows()))
            for (int i = 0; i < values.Length; i++) parameter.Value[i / parameter.Value.Columns, i % parameter.Value.Columns] = (float)values[i];
        return network;
    }

    /// <summary>Layers up to the end, or up to the parenthesis that closes a residual connection.</summary>
    private static List<Layer> Layers(Queue<string> words)
    {
        var layers = new List<Layer>();
        while (words.TryDequeue(out string? word) && word != ")")
        {
            string[] parts = word.Split(' ');
            layers.Add(parts[0] switch
            {
                "(" => new Residual(Layers(words)),
                "dense" => new Dense(int.Parse(parts[1], CultureInfo.InvariantCulture), Activation.Parse(parts.ElementAtOrDefault(2) ?? "identity")),
                "batch" when parts.Length > 1 => new BatchNormalization(float.Parse(parts[1], CultureInfo.InvariantCulture), float.Parse(parts[2], CultureInfo.InvariantCulture)),
                "batch" => new BatchNormalization(),
                "layer" => new LayerNormalization(),
                _ => new Activate(Activation.Parse(word)),
            });
        }
        return layers;
    }
}
