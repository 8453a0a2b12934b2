using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Backprop.Explain;

/// <summary>
/// What the page's script shows, as JSON: the frames of the timeline, and for each neuron and weight of the drawing its formulas.
/// Markup in it is made here; no character of it can end the script element that holds it.
/// </summary>
internal static class PageData
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(Explanation explanation, HtmlWriter writer)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            var drawing = new NetworkDrawing(explanation);
            json.WriteStartObject();
            json.WriteStartArray("frames");
            foreach (var frame in Timeline.Of(explanation)) Write(json, frame, writer);
            json.WriteEndArray();
            json.WriteStartObject("panels");
            foreach (var node in drawing.Nodes) WritePanel(json, explanation, node.Neuron, writer);
            foreach (var edge in drawing.Edges) WritePanel(json, explanation, edge.Edge, writer);
            json.WriteEndObject();
            json.WriteStartArray("columns");
            foreach (var column in drawing.Nodes.GroupBy(node => node.Neuron.Layer)) WriteKeys(json, column.Select(node => "n" + node.Neuron));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        // Without a < nothing ends the element (</script) or changes how it is read (<!--).
        return Encoding.UTF8.GetString(stream.ToArray()).Replace("<", "\\u003C", StringComparison.Ordinal);
    }

    private static void Write(Utf8JsonWriter json, TimelineFrame frame, HtmlWriter writer)
    {
        json.WriteStartObject();
        json.WriteString("title", frame.Title);
        json.WriteString("phase", frame.Phase.ToString());
        json.WriteNumber("layer", frame.Layer);
        json.WriteString("html", string.Concat(frame.Steps.Select(step => writer.Step(step, level: 3))));
        json.WriteEndObject();
    }

    private static void WritePanel(Utf8JsonWriter json, Explanation explanation, NeuronId neuron, HtmlWriter writer)
    {
        var view = explanation.View;
        string html = neuron.Layer == 0
            ? $"<p>An input: a = {MarkupText.Escape(new UnicodeEmitter(explanation.Precision).Emit(new Number(view.Activation(neuron))))}. Nothing is computed for it.</p>"
            : Phases(Explanation.Of(view.Trace, view.Options with { Neuron = neuron, Edge = null, Phase = null }), writer, phase => phase != ExplanationPhase.Loss);
        WritePanel(json, "n" + neuron, view.Title(neuron), html);
    }

    private static void WritePanel(Utf8JsonWriter json, Explanation explanation, EdgeId edge, HtmlWriter writer)
    {
        var view = explanation.View;
        string html = Phases(
            Explanation.Of(view.Trace, view.Options with { Neuron = null, Edge = edge, Phase = null }), writer,
            phase => phase is ExplanationPhase.Gradient or ExplanationPhase.Update);
        WritePanel(json, "e" + edge, $"weight from {view.Title(edge.From)} to {view.Title(edge.To)}", html);
    }

    private static void WritePanel(Utf8JsonWriter json, string key, string title, string html)
    {
        json.WriteStartObject(key);
        json.WriteString("title", title);
        json.WriteString("html", html);
        json.WriteEndObject();
    }

    private static string Phases(Explanation explanation, HtmlWriter writer, Func<ExplanationPhase, bool> shown) => string.Concat(explanation.Sections
        .Where(section => section.Phase is { } phase && shown(phase))
        .Select(section => $"<section data-phase=\"{section.Phase}\"><h3>{MarkupText.Escape(section.Heading)}</h3>{string.Concat(section.Steps.Select(step => writer.Step(step, level: 4)))}</section>"));

    private static void WriteKeys(Utf8JsonWriter json, IEnumerable<string> keys)
    {
        json.WriteStartArray();
        foreach (string key in keys) json.WriteStringValue(key);
        json.WriteEndArray();
    }
}
