using System.Text.Json;
using Backprop.Data;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Inspection;

public class TraceTests
{
    /// <summary>A few roundings of a double, relative to numbers about 1.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void Every_delta_gradient_and_update_can_be_recomputed_from_the_written_trace_alone()
    {
        var random = new Problem
        {
            Layers = [.. new Network(3, [new Dense(5, Activation.Tanh), new Dense(4, Activation.Sigmoid), new Dense(2)], seed: 8).ToReference().Layers.Cast<Backprop.Reference.ReferenceDense>()],
            Inputs = [[0.5, -1, 2], [1, 0.25, -0.5], [0, 0.1, 0.2]],
            Targets = [[1, 0], [0.5, -0.5], [0, 2]],
            Optimizer = new OptimizerSettings { LearningRate = 0.3, WeightDecay = 0.01 },
            Steps = 3,
        };
        using var stream = new MemoryStream();
        TraceJson.Write(Tracer.Run(random, check: true), stream);
        var trace = JsonDocument.Parse(stream.ToArray()).RootElement;
        Assert.True(trace.GetProperty("check").GetProperty("maxRelativeError").GetDouble() < 1e-7);
        Assert.Equal(3, trace.GetProperty("steps").GetArrayLength());
        foreach (var step in trace.GetProperty("steps").EnumerateArray()) Recompute(trace, step);
    }

    [Fact]
    public void A_model_and_a_row_make_the_problem_of_the_step_that_training_would_take()
    {
        var training = new ModelTraining(BuiltInDatasets.Load("iris"), new ModelOptions { Training = new TrainingOptions { Epochs = 2 } });
        training.Run();
        var iris = BuiltInDatasets.Load("iris");
        var step = Tracer.Run(ModelProblem.Of(training.Model, iris, [5, 60, 120])).Steps[0];
        float[] engine = training.Model.Predict(iris.Input(60));
        Assert.Equal(engine.Select(a => (double)a), step.Points[1].Layers[^1].Activations, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Throws<InvalidInputException>(() => ModelProblem.Of(training.Model, iris, [150]));
    }

    [Theory]
    [InlineData("dropout")]
    [InlineData("gaussian-noise")]
    public void Noise_that_acts_while_training_alone_is_left_out_of_the_step(string kind)
    {
        var iris = BuiltInDatasets.Load("iris");
        NoiseLayer noise = kind == "dropout" ? new Dropout(0.4f) : new GaussianNoise(0.3f);
        var training = new ModelTraining(iris, new ModelOptions { Layers = outputs => [new Dense(8, Activation.Tanh), noise, new Dense(outputs, Activation.Softmax)], Training = new TrainingOptions { Epochs = 2 } });
        training.Run();
        var point = Tracer.Run(ModelProblem.Of(training.Model, iris, [5, 60, 120])).Steps[0].Points[1];
        Assert.Equal(2, point.Layers.Count);
        Assert.Equal(training.Model.Predict(iris.Input(60)).Select(a => (double)a), point.Layers[^1].Activations, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    // A second program: nothing here but the formulas and the numbers of the file.
    private static void Recompute(JsonElement trace, JsonElement step)
    {
        double[][][] weights = [.. step.GetProperty("before").EnumerateArray().Select(layer => layer.GetProperty("weights").Rows())];
        int layers = weights.Length, points = step.GetProperty("points").GetArrayLength();
        double[][] Deltas(int l) => [.. Enumerable.Range(0, points).Select(j => Layer(step, j, l).GetProperty("deltas").Numbers())];
        for (int j = 0; j < points; j++)
        {
            double[] target = trace.GetProperty("targets")[j].Numbers();
            for (int l = layers - 1; l >= 0; l--)
            {
                double[] a = Layer(step, j, l).GetProperty("activations").Numbers(), f = Layer(step, j, l).GetProperty("derivatives").Numbers();
                double[] expected = l == layers - 1
                    ? [.. a.Select((_, i) => -2 * (target[i] - a[i]) * f[i])]
                    : [.. a.Select((_, i) => Layer(step, j, l + 1).GetProperty("deltas").Numbers().Select((delta, n) => delta * weights[l + 1][n][i]).Sum() * f[i])];
                Close(expected, Deltas(l)[j]);
            }
        }
        for (int l = 0; l < layers; l++)
        {
            double[][] deltas = Deltas(l), before = l == 0 ? trace.GetProperty("inputs").Rows() : [.. Enumerable.Range(0, points).Select(j => Layer(step, j, l - 1).GetProperty("activations").Numbers())];
            for (int i = 0; i < deltas[0].Length; i++)
            {
                double[] gradient = [.. before[0].Select((_, k) => Enumerable.Range(0, points).Average(j => deltas[j][i] * before[j][k]))];
                Close(gradient, step.GetProperty("dataGradients")[l].GetProperty("weights")[i].Numbers());
                double[] decayed = [.. gradient.Select((g, k) => g + 0.01 * weights[l][i][k])];
                Close(decayed, step.GetProperty("gradients")[l].GetProperty("weights")[i].Numbers());
                Close([.. decayed.Select((g, k) => weights[l][i][k] - 0.3 * g)], step.GetProperty("updated")[l].GetProperty("weights")[i].Numbers());
            }
        }
    }

    private static JsonElement Layer(JsonElement step, int point, int layer) => step.GetProperty("points")[point].GetProperty("layers")[layer];

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Rounding);
    }
}
