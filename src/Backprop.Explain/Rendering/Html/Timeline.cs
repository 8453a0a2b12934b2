namespace Backprop.Explain;

/// <summary>One moment of a step: a phase, of one layer or of all (−1).</summary>
internal sealed record TimelineFrame(ExplanationPhase Phase, int Layer, string Title, IReadOnlyList<ExplanationStep> Steps);

/// <summary>Forward layer by layer, loss, backward layer by layer, average, update.</summary>
internal static class Timeline
{
    private const int AllLayers = -1;

    public static IEnumerable<TimelineFrame> Of(Explanation explanation) => explanation.Sections.SelectMany(section => section.Phase switch
    {
        ExplanationPhase.Forward => ByLayer(section, "forward: layer"),
        ExplanationPhase.Backward => ByLayer(section, "backward: layer"),
        ExplanationPhase.Gradient => Whole(section, explanation.View.PointCount == 1 ? "gradient"
            : explanation.View.Problem.Reduction == Reference.ReferenceReduction.Mean ? "average" : "sum"),
        { } phase => Whole(section, phase.ToString().ToLowerInvariant()),
        null => [],
    });

    private static IEnumerable<TimelineFrame> Whole(ExplanationSection section, string title) => [new(section.Phase!.Value, AllLayers, title, section.Steps)];

    /// <summary>A frame a layer, in the order of the steps; a step of no neuron (the inputs, why δ = a − t) goes with the layer that follows.</summary>
    private static IEnumerable<TimelineFrame> ByLayer(ExplanationSection section, string title)
    {
        List<ExplanationStep> steps = [];
        int layer = AllLayers;
        foreach (var step in section.Steps)
        {
            if (step.Neuron is { } neuron && neuron.Layer != layer)
            {
                if (layer != AllLayers)
                {
                    yield return new(section.Phase!.Value, layer, StepView.Text($"{title} {layer}"), steps);
                    steps = [];
                }
                layer = neuron.Layer;
            }
            steps.Add(step);
        }
        if (steps.Count > 0) yield return new(section.Phase!.Value, layer, StepView.Text($"{title} {layer}"), steps);
    }
}
