namespace Backprop.Explain;

/// <summary>The drawing as a table: what a screen reader reads.</summary>
internal static class NetworkTable
{
    /// <summary>A row for each neuron that is drawn.</summary>
    public static string Neurons(Explanation explanation)
    {
        var view = explanation.View;
        Expression[] columns = [new Words("neuron"), new Words("LAYER.NEURON"), new Words("name"), new Identifier("x"), new Identifier("a"), new Identifier("δ"), new Identifier("b")];
        IReadOnlyList<Expression>[] rows = [.. new NetworkDrawing(explanation).Nodes.Select(node => Row(view, node.Neuron))];
        return new HtmlWriter(explanation.Precision).Table(new ExplanationTable("The neurons of the drawing", columns, rows));
    }

    private static IReadOnlyList<Expression> Row(StepView view, NeuronId neuron)
    {
        Expression[] name = [new Words(StepView.Text($"{view.NumberOf(neuron)}")), new Words(neuron.ToString()), new Words(view.NameOf(neuron) ?? "")];
        var nothing = new Words("");
        if (neuron.Layer == 0) return [.. name, nothing, (Number)view.Activation(neuron), nothing, nothing];
        return [
            .. name, (Number)view.Values(neuron.Layer).WeightedSums[neuron.Index], (Number)view.Activation(neuron),
            (Number)view.Delta(neuron), (Number)view.Before(neuron.Layer).Biases[neuron.Index]];
    }
}
