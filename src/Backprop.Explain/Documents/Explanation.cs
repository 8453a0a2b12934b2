namespace Backprop.Explain;

/// <summary>
/// One step of back-propagation as a document: formulas in symbols, numbers and results, and tables, phase by phase.
/// It is made from a trace and computes nothing but the products and remainders that it shows; renderers write it in a format.
/// </summary>
public sealed class Explanation
{
    private readonly ForwardSteps _forward;
    private readonly LossSteps _loss;
    private readonly BackwardSteps _backward;
    private readonly GradientSteps _gradient;
    private readonly UpdateSteps _update;
    private readonly NotationSteps _notation;

    private Explanation(StepView view)
    {
        View = view;
        Selection = new Selection(view);
        (_forward, _loss, _backward) = (new(view, Selection), new(view), new(view, Selection));
        (_gradient, _update, _notation) = (new(view, Selection), new(view, Selection), new(view, Selection));
        Sections = [.. Enum.GetValues<ExplanationPhase>().Where(phase => view.Options.Phase is not { } only || phase == only).Select(Section)];
    }

    /// <summary>Makes the document; what is not shown is not built, so that a large network takes no longer than what is seen of it.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="options">What of it is shown; default the first step, the first data point, all phases.</param>
    /// <exception cref="InvalidInputException">A neuron, edge, step, data point or precision does not exist; the message says which do.</exception>
    public static Explanation Of(Trace trace, ExplanationOptions? options = null)
    {
        options ??= new ExplanationOptions();
        options.Check(trace);
        return new Explanation(new StepView(trace, options));
    }

    /// <summary>The document's title, such as "One step of back-propagation: 2-2-2".</summary>
    public string Title => $"One step of back-propagation: {_notation.Sizes()}";

    internal StepView View { get; }

    internal Selection Selection { get; }

    internal IReadOnlyList<ExplanationSection> Sections { get; }

    internal int Precision => View.Options.Precision;

    /// <summary>What stands before the phases.</summary>
    internal IReadOnlyList<ExplanationStep> Preface => [_notation.Given(), _notation.Symbols()];

    private ExplanationSection Section(ExplanationPhase phase)
    {
        var neurons = Enumerable.Range(1, View.LayerCount).SelectMany(Selection.Neurons).ToArray();
        var trained = Enumerable.Range(1, View.LayerCount).SelectMany(Selection.TrainedNeurons);
        bool alone = Selection.Chosen is not null;
        string point = View.PointCount == 1 ? "" : $" of {View.PointName(View.Point.Index)}";
        return phase switch
        {
            ExplanationPhase.Forward => new(phase, "Forward pass" + point, [.. alone ? [] : new[] { _forward.Inputs() }, .. neurons.Select(_forward.Neuron)]),
            ExplanationPhase.Loss => new(phase, "Loss", Present(_loss.Point(), _loss.Batch())),
            ExplanationPhase.Backward => new(phase, "Backward pass" + point, Present([.. Fusion(neurons), .. neurons.OrderByDescending(neuron => neuron.Layer).ThenBy(neuron => neuron.Index).Select(_backward.Neuron)])),
            ExplanationPhase.Gradient => new(phase, View.PointCount == 1 ? "Gradient" : "Gradient of the batch", [.. trained.Select(_gradient.Neuron)]),
            _ => new(phase, "Update", [_update.Rule(), .. trained.Select(_update.Neuron)]),
        };
    }

    private IEnumerable<ExplanationStep?> Fusion(IEnumerable<NeuronId> neurons) => neurons.Any(neuron => View.IsOutput(neuron.Layer)) ? [_backward.Fusion()] : [];

    private static IReadOnlyList<ExplanationStep> Present(params IEnumerable<ExplanationStep?> steps) => [.. steps.OfType<ExplanationStep>()];
}
