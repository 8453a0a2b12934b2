using Backprop.Reference;

namespace Backprop;

/// <summary>Computes traces by the reference.</summary>
public static class Tracer
{
    /// <summary>Takes the problem's steps and records them.</summary>
    /// <param name="problem">What is given; it is not changed.</param>
    /// <param name="check">Whether the first recorded step's gradients are compared with finite differences.</param>
    /// <param name="numbersPerParameter">How many numbers of each parameter are compared at most, spread over it; all by default.</param>
    /// <param name="cancellation">Ends the computation between two steps.</param>
    /// <exception cref="InvalidInputException">A number of some step is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Trace Run(
        Problem problem, bool check = false, int numbersPerParameter = int.MaxValue, CancellationToken cancellation = default)
    {
        var network = new ReferenceNetwork([.. problem.Layers.Select(Copy)]);
        var optimizer = problem.CreateOptimizer();
        var steps = new List<TraceStep>();
        GradientComparison? comparison = null;
        for (int step = 1; step <= problem.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool records = !problem.TraceLastOnly || step == problem.Steps;
            if (records && check && comparison is null)
                comparison = FiniteDifferences.Compare(network, problem.Inputs, problem.Targets, problem.Loss, problem.Reduction, numbersPerParameter);
            var recorded = Take(problem, network, optimizer, step, records);
            if (recorded is not null) steps.Add(recorded);
        }
        return new Trace(problem, steps, comparison);
    }

    private static TraceStep? Take(Problem problem, ReferenceNetwork network, ReferenceOptimizer optimizer, int step, bool records)
    {
        var forward = network.Forward(problem.Inputs);
        var loss = network.Loss(forward, problem.Targets, problem.Loss, problem.Reduction);
        var backward = network.Backward(forward, problem.Targets, problem.Loss, problem.Reduction);
        if (!double.IsFinite(loss.Value))
            throw new InvalidInputException($"Step {step}: the loss is not finite. Use a smaller learning rate, or smaller numbers.");
        var before = records ? Parameters(network) : [];
        var stateBefore = records ? State(network, optimizer) : [];
        optimizer.Update(network.Parameters, backward.Gradients);
        if (!network.Parameters.All(parameter => Array.TrueForAll(parameter.Values, double.IsFinite)))
            throw new InvalidInputException($"Step {step}: an updated parameter is not finite. Use a smaller learning rate, or smaller numbers.");
        if (!records) return null;
        var data = Shaped(network, backward.Gradients);
        return new TraceStep(
            step, loss.Value, Points(problem, forward, backward, loss), before, data, Decayed(optimizer, before, data),
            stateBefore, State(network, optimizer), Parameters(network));
    }

    private static List<TracePoint> Points(Problem problem, ReferenceForwardPass forward, ReferenceBackwardPass backward, ReferenceLossResult loss) =>
        [.. loss.Points.Select((pointLoss, j) => new TracePoint(j, pointLoss, [.. forward.Layers.Select((layer, l) =>
            new TraceLayer(layer.WeightedSums![j], layer.Activations[j], backward.Layers[l].Derivatives![j], backward.Layers[l].Deltas![j])
            {
                ActivationGradients = ActivationGradients(problem, forward, backward, l, j),
            })]))];

    /// <summary>∂L_j/∂a of layer l: what the next layer passed back, or the loss's own derivative; null where the two are fused.</summary>
    private static double[]? ActivationGradients(Problem problem, ReferenceForwardPass forward, ReferenceBackwardPass backward, int l, int j)
    {
        if (l + 1 < backward.Layers.Count) return backward.Layers[l + 1].InputGradients[j];
        return problem.Loss.IsFusedWith(problem.Layers[l].Activation) ? null : problem.Loss.ActivationGradients(problem.Targets[j], forward.Layers[l].Activations[j]);
    }

    /// <summary>The gradients that the optimizer sees: λ·w joins those of the weights, unless the decay is decoupled.</summary>
    private static IReadOnlyList<TraceParameters> Decayed(
        ReferenceOptimizer optimizer, IReadOnlyList<TraceParameters> parameters, IReadOnlyList<TraceParameters> gradients)
    {
        double rate = optimizer.WeightDecay.Rate;
        if (rate == 0 || optimizer.DecouplesWeightDecay) return gradients;
        return [.. parameters.Zip(gradients, (parameter, gradient) => new TraceParameters(
            [.. gradient.Weights.Zip(parameter.Weights, (g, w) => Add(g, rate, w))],
            optimizer.WeightDecay.DecayBiases ? Add(gradient.Biases, rate, parameter.Biases) : gradient.Biases))];

        static double[] Add(double[] gradients, double rate, double[] values) => [.. gradients.Zip(values, (g, w) => g + rate * w)];
    }

    private static IReadOnlyList<TraceParameters> Parameters(ReferenceNetwork network) =>
        Shaped(network, [.. network.Parameters.Select(parameter => parameter.Values)]);

    private static IReadOnlyList<TraceSlot> State(ReferenceNetwork network, ReferenceOptimizer optimizer) =>
        [.. optimizer.SlotNames.Select((name, slot) => new TraceSlot(
            name, Shaped(network, [.. network.Parameters.Select(parameter => optimizer.SlotsOf(parameter)[slot])])))];

    /// <summary>Copies of flat weights, biases, weights, biases, … as one record a layer.</summary>
    private static IReadOnlyList<TraceParameters> Shaped(ReferenceNetwork network, IReadOnlyList<double[]> flat) =>
        [.. network.Layers.Select((layer, l) => new TraceParameters([.. flat[2 * l].Chunk(layer.Inputs)], [.. flat[2 * l + 1]]))];

    private static ReferenceDense Copy(ReferenceDense layer)
    {
        var weights = new double[layer.Outputs, layer.Inputs];
        Buffer.BlockCopy(layer.Parameters[0].Values, 0, weights, 0, Buffer.ByteLength(weights));
        return new ReferenceDense(weights, layer.Parameters[1].Values, layer.Activation);
    }
}
