using System.Globalization;
using System.Xml.Linq;

namespace Backprop.Explain.Tests;

public class DrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Signs_are_dashes_and_sizes_are_widths()
    {
        var edges = Edges(WhatIf.Apply(WhatIf.Apply(TestProblems.Mazur, "1.0-2.0=-0.4"), "1.1-2.1=4"));
        Assert.Equal(1, edges.Count(edge => edge.Attribute("class")!.Value.Contains("negative", StringComparison.Ordinal)));
        var widths = edges.Select(Width).ToArray();
        Assert.Equal(widths.Max(), Width(edges.Single(edge => edge.Value.Contains("(1.1-2.1) = 4", StringComparison.Ordinal))));
        Assert.True(widths.Min() > 0);
    }

    [Fact]
    public void Nodes_carry_number_activation_delta_bias_and_target()
    {
        string[] texts = [.. XDocument.Parse(SvgRenderer.Render(Explanation.Of(Tracer.Run(TestProblems.Mazur)))).Descendants(Svg + "text").Select(text => text.Value)];
        foreach (string shown in new[] { "5", "0.751365", "δ = 0.138499", "b = 0.6", "t = 0.01", "0.45", "layer 1: hidden", "sigmoid" }) Assert.Contains(shown, texts);
    }

    [Fact]
    public void No_label_of_a_weight_lies_on_another()
    {
        foreach (int size in new[] { 2, 3, 4 })
        {
            var problem = TestProblems.Mazur with
            {
                Layers = [TestProblems.Layer(new Random(1), size, size, "tanh"), TestProblems.Layer(new Random(2), size, size, "tanh")],
                Inputs = [new double[size]],
                Targets = [new double[size]],
            };
            var labels = new NetworkDrawing(Explanation.Of(Tracer.Run(problem))).Edges.Select(edge => edge.Label!.Value).ToArray();
            for (int i = 0; i < labels.Length; i++)
                for (int k = 0; k < i; k++)
                    Assert.True(Math.Abs(labels[i].Y - labels[k].Y) > 17 || Math.Abs(labels[i].X - labels[k].X) > 90, $"{size}: {labels[i]} {labels[k]}");
        }
    }

    [Fact]
    public void A_large_layer_is_drawn_by_a_few_neurons_and_a_remark()
    {
        var svg = XDocument.Parse(SvgRenderer.Render(Explanation.Of(Tracer.Run(TestProblems.Large()), new ExplanationOptions { Neuron = new NeuronId(1, 300) })));
        string[] texts = [.. svg.Descendants(Svg + "text").Select(text => text.Value)];
        foreach (string shown in new[] { "… 778 more", "… 506 more", "… 250 more", "1085" }) Assert.Contains(shown, texts);
        Assert.InRange(svg.Descendants(Svg + "line").Count(), 50, 200);
    }

    private static XElement[] Edges(Problem problem) =>
        [.. XDocument.Parse(SvgRenderer.Render(Explanation.Of(Tracer.Run(problem)))).Descendants(Svg + "g").Where(group => (group.Attribute("class")?.Value ?? "").StartsWith("edge", StringComparison.Ordinal))];

    private static double Width(XElement edge) => double.Parse(edge.Element(Svg + "line")!.Attribute("stroke-width")!.Value, CultureInfo.InvariantCulture);
}
