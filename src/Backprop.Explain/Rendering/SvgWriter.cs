using System.Text;

namespace Backprop.Explain;

/// <summary>The pieces of a drawing.</summary>
/// <param name="view">The step that is drawn.</param>
/// <param name="interactive">Whether neurons and weights can be chosen.</param>
internal sealed class SvgWriter(StepView view, bool interactive)
{
    private const double ThinnestLine = 0.8, WidestLine = 7;
    private const int LongestName = 18;
    private const double DigitWidth = 8.3;
    private readonly UnicodeEmitter _numbers = new(view.Options.Precision);

    public void Heading(StringBuilder text, int layer, double x, double y)
    {
        string what = layer == 0 ? "inputs" : view.IsOutput(layer) ? "outputs" : "hidden";
        SvgMarkup.Text(text, x, y, StepView.Text($"layer {layer}: {what}"), "heading");
        if (layer > 0) SvgMarkup.Text(text, x, y + 18, view.Activation(layer).Name, "soft");
    }

    public void Line(StringBuilder text, DrawnEdge edge)
    {
        double width = ThinnestLine + (WidestLine - ThinnestLine) * edge.Strength;
        text.Append(StepView.Text($"<g class=\"edge{(edge.Weight < 0 ? " negative" : "")}\"{Choice("e" + edge.Edge, Describe(edge))}>"));
        text.Append(StepView.Text($"<title>{MarkupText.Escape(Describe(edge))}</title>"));
        if (interactive) text.Append(StepView.Text($"<line class=\"hit\" x1=\"{edge.X1:0.#}\" y1=\"{edge.Y1:0.#}\" x2=\"{edge.X2:0.#}\" y2=\"{edge.Y2:0.#}\"/>"));
        text.Append(StepView.Text($"<line x1=\"{edge.X1:0.#}\" y1=\"{edge.Y1:0.#}\" x2=\"{edge.X2:0.#}\" y2=\"{edge.Y2:0.#}\" stroke-width=\"{width:0.##}\"/></g>\n"));
    }

    public void Label(StringBuilder text, DrawnEdge edge)
    {
        if (edge.Label is not { } place) return;
        string number = Number(edge.Weight);
        double width = DigitWidth * number.Length + 4;
        text.Append(StepView.Text($"<rect class=\"back\" x=\"{place.X - width / 2:0.#}\" y=\"{place.Y - 9:0.#}\" width=\"{width:0.#}\" height=\"18\"/>"));
        SvgMarkup.Text(text, place.X, place.Y + 4, number, "");
        text.Append('\n');
    }

    public void Node(StringBuilder text, DrawnNode node)
    {
        var neuron = node.Neuron;
        text.Append(StepView.Text($"<g class=\"{(neuron.Layer == 0 ? "input" : "node")}\"{Choice("n" + neuron, Describe(neuron))}><title>{MarkupText.Escape(Describe(neuron))}</title>"));
        text.Append(StepView.Text($"<rect class=\"body\" x=\"{node.X - NetworkDrawing.NodeWidth:0.#}\" y=\"{node.Y - NetworkDrawing.NodeHeight:0.#}\" width=\"{2 * NetworkDrawing.NodeWidth:0.#}\" height=\"{2 * NetworkDrawing.NodeHeight:0.#}\" rx=\"{NetworkDrawing.NodeHeight:0.#}\"/>"));
        SvgMarkup.Text(text, node.X, node.Y - 4, StepView.Text($"{view.NumberOf(neuron)}"), "number");
        SvgMarkup.Text(text, node.X, node.Y + 15, Number(view.Activation(neuron)), "");
        if (neuron.Layer > 0)
        {
            SvgMarkup.Text(text, node.X, node.Y + NetworkDrawing.NodeHeight + 16, "δ = " + Number(view.Delta(neuron)), "halo");
            SvgMarkup.Text(text, node.X, node.Y + NetworkDrawing.NodeHeight + 32, "b = " + Number(view.Before(neuron.Layer).Biases[neuron.Index]), "halo soft");
        }
        string name = view.NameOf(neuron) is { } given ? MarkupText.Shortened(given, LongestName) : "";
        if (neuron.Layer == 0 && name.Length > 0) SvgMarkup.Text(text, node.X - NetworkDrawing.NodeWidth - 8, node.Y + 4, name, "", "end");
        if (view.IsOutput(neuron.Layer))
        {
            SvgMarkup.Text(text, node.X + NetworkDrawing.NodeWidth + 10, node.Y - 4, name, "", "start");
            SvgMarkup.Text(text, node.X + NetworkDrawing.NodeWidth + 10, node.Y + (name.Length > 0 ? 14 : 5), "t = " + Number(view.Target(neuron.Index)), "", "start");
        }
        text.Append("</g>\n");
    }

    public static void Omission(StringBuilder text, int count, double x, double y) => SvgMarkup.Text(text, x, y, StepView.Text($"… {count} more"), "halo soft");

    public static void Legend(StringBuilder text, double height, bool labelled)
    {
        double y = height - 22;
        text.Append(StepView.Text($"<g><line x1=\"20\" y1=\"{y:0.#}\" x2=\"70\" y2=\"{y:0.#}\" stroke-width=\"4\"/></g>"));
        SvgMarkup.Text(text, 78, y + 4, "positive weight", "", "start");
        text.Append(StepView.Text($"<g class=\"negative\"><line x1=\"200\" y1=\"{y:0.#}\" x2=\"250\" y2=\"{y:0.#}\" stroke-width=\"4\"/></g>"));
        SvgMarkup.Text(text, 258, y + 4, "negative weight; the wider, the larger", "", "start");
        SvgMarkup.Text(text, 20, y - 22, "in a node: the neuron's number and its activation a" + (labelled ? "" : "; point at a line for its numbers"), "soft", "start");
    }

    private string Describe(NeuronId neuron) => neuron.Layer == 0
        ? $"{view.Title(neuron)}: a = {Number(view.Activation(neuron))}"
        : $"{view.Title(neuron)}: x = {Number(view.Values(neuron.Layer).WeightedSums[neuron.Index])}, a = {Number(view.Activation(neuron))}, δ = {Number(view.Delta(neuron))}";

    private string Describe(DrawnEdge edge)
    {
        var parameter = new ParameterView(view, edge.Edge.To, edge.Edge.From);
        return $"{_numbers.Emit(parameter.Symbol)} ({edge.Edge}) = {Number(parameter.Before)}, {_numbers.Emit(parameter.Gradient)} = {Number(parameter.DataGradient)}, afterwards {Number(parameter.After)}";
    }

    private string Choice(string key, string label) =>
        interactive ? $" data-key=\"{key}\" tabindex=\"-1\" role=\"button\" aria-label=\"{MarkupText.Escape(label)}\"" : "";

    private string Number(double value) => _numbers.Emit(new Number(value));
}
