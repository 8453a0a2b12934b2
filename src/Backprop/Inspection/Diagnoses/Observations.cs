using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>What one layer showed over the rows that were looked at.</summary>
/// <param name="Number">The layer, from 1.</param>
/// <param name="Activation">Its activation; null for a layer without.</param>
/// <param name="Activations">a, [neurons, rows].</param>
/// <param name="WeightedSums">x, [neurons, rows].</param>
/// <param name="IsLast">Whether it is the output layer.</param>
/// <param name="DeltaSize">The root mean square of its deltas.</param>
/// <param name="UpdateRatio">‖η·mean gradient‖/‖w‖ of its weights, over all rows as one batch.</param>
internal sealed record LayerObservation(
    int Number, Activation? Activation, Matrix Activations, Matrix WeightedSums, bool IsLast, double DeltaSize, double UpdateRatio);

/// <summary>The numbers that a diagnosis judges.</summary>
internal sealed record Observations(Model Model, Dataset Scaled, IReadOnlyList<LayerObservation> Layers, Evaluation Evaluation)
{
    public int Rows => Scaled.Count;

    public static Observations Make(Model model, Dataset data)
    {
        var scaled = model.Schema.Scale(RowSample.Of(data, Diagnosis.MostRows));
        if (model.Training?.ClassWeights is { } weights && scaled.IsClassification) scaled = ClassWeights.Apply(scaled, weights);
        DataCheck.Fits(model.Network, model.Loss, scaled);
        using var team = new ThreadTeam(1);
        var pass = new NetworkPass(model.Network, scaled.Count, forTraining: true, team);
        Backpropagate(model, scaled, pass);
        var layers = model.Network.Layers.Select((layer, index) => Observe(model, pass, index)).ToList();
        GC.KeepAlive(pass);
        return new Observations(model, scaled, layers, new Evaluator(model.Members, model.Loss, new RowWindows(scaled), team, model.Schema.TargetScaling).Evaluate());
    }

    private static void Backpropagate(Model model, Dataset scaled, NetworkPass pass)
    {
        var loader = new PointLoader(scaled, pass);
        loader.Load([.. Enumerable.Range(0, scaled.Count)]);
        pass.Forward();
        bool fused = model.Network.Layers[^1].Activation is { } activation && model.Loss.IsFusedWith(activation);
        model.Loss.CreateKernel(fused).Evaluate(new LossOperands(loader.Targets, pass.WeightedSums, pass.Outputs, pass.OutputGradient, new Matrix(1, scaled.Count)), pass.Team);
        pass.Backward(isDelta: fused);
    }

    private static LayerObservation Observe(Model model, NetworkPass pass, int index)
    {
        var (layer, own) = (model.Network.Layers[index], pass.Layers[index]);
        double rate = model.Training?.LearningRate ?? Sgd.DefaultLearningRate;
        int points = pass.Input.Count;
        double deltas = Math.Sqrt(SumOfSquares(pass.Deltas[index]) / ((double)points * layer.Outputs));
        // How large the parameters of another layer should be is not known here.
        // And a rule that scales its gradients takes steps of a size that one gradient does not tell.
        bool followsGradient = model.Training?.Optimizer is null or { Name: "sgd" };
        double ratio = layer is not Dense || !followsGradient
            ? double.NaN
            : rate * Math.Sqrt(SumOfSquares(own.Gradients[0])) / points / Math.Sqrt(SumOfSquares(layer.Parameters[0].Value));
        return new LayerObservation(
            index + 1, layer.Activation, own.Output.FeatureMajor, own.WeightedSums, index == model.Network.Layers.Count - 1, deltas, ratio);
    }

    private static double SumOfSquares(Matrix matrix)
    {
        double sum = 0;
        for (int row = 0; row < matrix.Rows; row++)
            foreach (float value in matrix.Numbers(row)) sum += (double)value * value;
        return sum;
    }
}
