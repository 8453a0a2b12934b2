using System.Text.RegularExpressions;
using Backprop.Reference;
using Quantities = System.Collections.Generic.Dictionary<string, System.Func<Backprop.Tests.Reference.WorkedExample, double>>;

namespace Backprop.Tests.Reference;

/// <summary>For each example: what its published numbers are called in the source, and where the reference has them.</summary>
internal static class PublishedNumbers
{
    private static readonly ReferenceSigmoid Sigmoid = new();

    public static readonly Dictionary<string, Quantities> ByExample = new()
    {
        ["mazur_2_2_2"] = new()
        {
            ["net_h1"] = e => e.X(0, 0),
            ["out_h1"] = e => e.A(0, 0),
            ["out_h2"] = e => e.A(0, 1),
            ["net_o1"] = e => e.X(1, 0),
            ["out_o1"] = e => e.A(1, 0),
            ["out_o2"] = e => e.A(1, 1),
            ["E_o1"] = e => e.Loss!.Value([e.Targets![0][0]], [e.A(1, 0)]),
            ["E_o2"] = e => e.Loss!.Value([e.Targets![0][1]], [e.A(1, 1)]),
            ["E_total"] = e => e.Step.Loss.Value,
            ["dE/dout_o1"] = e => e.Loss!.ActivationGradients(e.Targets![0], e.Step.Forward.Outputs[0])[0],
            ["dout_o1/dnet_o1"] = e => e.Derivative(1, 0),
            ["dE/dw5"] = e => e.Gradient(1, 0, 0),
            ["w5+"] = e => e.NewW(1, 0, 0),
            ["w6+"] = e => e.NewW(1, 0, 1),
            ["w7+"] = e => e.NewW(1, 1, 0),
            ["w8+"] = e => e.NewW(1, 1, 1),
            ["dE_total/dout_h1"] = e => e.Step.Backward.Layers[1].InputGradients[0][0],
            ["dout_h1/dnet_h1"] = e => e.Derivative(0, 0),
            ["dE/dw1"] = e => e.Gradient(0, 0, 0),
            ["w1+"] = e => e.NewW(0, 0, 0),
            ["w2+"] = e => e.NewW(0, 0, 1),
            ["w3+"] = e => e.NewW(0, 1, 0),
            ["w4+"] = e => e.NewW(0, 1, 1),
            ["dE_o1/dout_h1"] = e => e.Delta(1, 0) * e.W(1, 0, 0),
            ["dE_o2/dout_h1"] = e => e.Delta(1, 1) * e.W(1, 1, 0),
        },
        ["hagan_1_2_1"] = new()
        {
            ["W1_1 new"] = e => e.NewW(0, 0, 0),
            ["W1_2 new"] = e => e.NewW(0, 1, 0),
            ["b1_1 new"] = e => e.NewB(0, 0),
            ["b1_2 new"] = e => e.NewB(0, 1),
            ["W2_1 new"] = e => e.NewW(1, 0, 0),
            ["W2_2 new"] = e => e.NewW(1, 0, 1),
            ["b2 new"] = e => e.NewB(1, 0),
            ["a1_1"] = e => e.A(0, 0),
            ["a1_2"] = e => e.A(0, 1),
            ["a2"] = e => e.A(1, 0),
            ["e"] = e => e.Targets![0][0] - e.A(1, 0),
            ["s2"] = e => e.Delta(1, 0),
            ["s1_1"] = e => e.Delta(0, 0),
            ["s1_2"] = e => e.Delta(0, 1),
        },
        ["han_kamber_3_2_1"] = new()
        {
            ["I4"] = e => e.X(0, 0),
            ["I5"] = e => e.X(0, 1),
            ["O4"] = e => e.A(0, 0),
            ["O5"] = e => e.A(0, 1),
            ["I6"] = e => e.X(1, 0),
            ["O6"] = e => e.A(1, 0),
            ["Err6 (= -delta)"] = e => -e.Delta(1, 0),
            ["Err5 (= -delta)"] = e => -e.Delta(0, 1),
            ["Err4 (= -delta)"] = e => -e.Delta(0, 0),
            ["w46"] = e => e.NewW(1, 0, 0),
            ["w56"] = e => e.NewW(1, 0, 1),
            ["w14"] = e => e.NewW(0, 0, 0),
            ["w15"] = e => e.NewW(0, 1, 0),
            ["w24"] = e => e.NewW(0, 0, 1),
            ["w25"] = e => e.NewW(0, 1, 1),
            ["w34"] = e => e.NewW(0, 0, 2),
            ["w35"] = e => e.NewW(0, 1, 2),
            ["b6"] = e => e.NewB(1, 0),
            ["b5"] = e => e.NewB(0, 1),
            ["b4"] = e => e.NewB(0, 0),
        },
        ["sklearn_test_fit_3_2_1_l2"] = new()
        {
            ["h1"] = e => e.A(0, 0),
            ["h2"] = e => e.A(0, 1),
            ["o1"] = e => Sigmoid.Value(e.W(1, 0, 0) * Math.Round(e.A(0, 0), 3) + e.W(1, 0, 1) * Math.Round(e.A(0, 1), 3) + 1),
            ["d21"] = e => e.Delta(1, 0),
            ["d11"] = e => e.Delta(0, 0),
            ["d12"] = e => e.Delta(0, 1),
            ["W1grad11"] = e => e.Gradient(0, 0, 0),
            ["W1grad12"] = e => e.Gradient(0, 1, 0),
            ["W1grad21"] = e => e.Gradient(0, 0, 1),
            ["W1grad22"] = e => e.Gradient(0, 1, 1),
            ["W1grad31"] = e => e.Gradient(0, 0, 2),
            ["W1grad32"] = e => e.Gradient(0, 1, 2),
            ["W2grad1"] = e => e.Gradient(1, 0, 0),
            ["W2grad2"] = e => e.Gradient(1, 0, 1),
            ["b1grad1"] = e => e.BiasGradient(0, 0),
            ["b1grad2"] = e => e.BiasGradient(0, 1),
            ["b2grad"] = e => e.BiasGradient(1, 0),
            ["prob after"] = e => e.Updated.Forward(e.Inputs).Outputs[0][0],
        },
        ["cs231n_sigmoid_neuron"] = new()
        {
            ["dot"] = e => e.X(0, 0),
            ["f"] = e => e.A(0, 0),
            ["ddot"] = e => e.Delta(0, 0),
            ["dw0"] = e => e.Gradient(0, 0, 0),
            ["dw1"] = e => e.Gradient(0, 0, 1),
            ["dw2 (bias)"] = e => e.BiasGradient(0, 0),
            ["dx0"] = e => e.Step.Backward.InputGradients[0][0],
            ["dx1"] = e => e.Step.Backward.InputGradients[0][1],
        },
        ["micrograd_tanh_neuron"] = new()
        {
            ["o.grad chain: n.grad"] = e => e.Delta(0, 0),
            ["x1.grad"] = e => e.Step.Backward.InputGradients[0][0],
            ["w1.grad"] = e => e.Gradient(0, 0, 0),
            ["x2.grad"] = e => e.Step.Backward.InputGradients[0][1],
            ["w2.grad"] = e => e.Gradient(0, 0, 1),
            ["o"] = e => e.A(0, 0),
            ["torch o"] = e => WithFloatBias(e).Forward.Outputs[0][0],
            ["torch x2.grad"] = e => WithFloatBias(e).Backward.InputGradients[0][1],
            ["torch x1.grad"] = e => WithFloatBias(e).Backward.InputGradients[0][0],
            ["torch w1.grad"] = e => WithFloatBias(e).Backward.Gradients[0][0],
        },
        ["prakash_3_3_3_3"] = new()
        {
            ["corrected softmax 0"] = e => e.A(2, 0),
            ["corrected softmax 1"] = e => e.A(2, 1),
            ["corrected softmax 2"] = e => e.A(2, 2),
            ["ORIGINAL (wrong) output 0 = z/sum(z)"] = e => Share(e, 0),
            ["ORIGINAL (wrong) output 1 = z/sum(z)"] = e => Share(e, 1),
            ["ORIGINAL (wrong) output 2 = z/sum(z)"] = e => Share(e, 2),
        },
        ["kircerta_relu_2_2_1"] = new()
        {
            ["z1_1"] = e => e.X(0, 0),
            ["z1_2"] = e => e.X(0, 1),
            ["yhat"] = e => e.A(1, 0),
            ["L"] = e => e.Step.Loss.Value,
            ["dL/dyhat"] = e => e.Delta(1, 0),
            ["dW2_1"] = e => e.Gradient(1, 0, 0),
            ["dW2_2"] = e => e.Gradient(1, 0, 1),
        },
        ["hmkcode_linear_2_2_1"] = new()
        {
            ["prediction"] = e => e.A(1, 0),
            ["new prediction"] = e => e.Updated.Forward(e.Inputs).Outputs[0][0],
            ["h1"] = e => e.A(0, 0),
            ["h2"] = e => e.A(0, 1),
            ["error"] = e => e.Step.Loss.Value,
            ["delta"] = e => e.Delta(1, 0),
            ["w5+"] = e => e.NewW(1, 0, 0),
            ["w6+"] = e => e.NewW(1, 0, 1),
            ["w1+"] = e => e.NewW(0, 0, 0),
            ["w2+"] = e => e.NewW(0, 0, 1),
            ["w3+"] = e => e.NewW(0, 1, 0),
            ["w4+"] = e => e.NewW(0, 1, 1),
        },
        ["stevenmiller_mind_WRONG"] = new()
        {
            ["S(1.0)"] = e => e.A(0, 0),
            ["S(1.3)"] = e => e.A(0, 1),
            ["S(0.8)"] = e => e.A(0, 2),
            // The source goes on from its sum and error rounded to 1.235 and −0.77.
            ["output"] = _ => Sigmoid.Value(1.235),
            ["delta output sum (= -ours)"] = _ => Sigmoid.Derivative(1.235, Sigmoid.Value(1.235)) * -0.77,
            ["w7+"] = e => e.NewW(1, 0, 0),
            ["w8+"] = e => e.NewW(1, 0, 1),
            ["w9+"] = e => e.NewW(1, 0, 2),
            ["w1+"] = e => e.NewW(0, 0, 0),
            ["w5+"] = e => e.NewW(0, 1, 1),
        },
    };

    /// <summary>
    /// Numbers that the source got by a wrong algorithm (it took the updated output weights for the hidden deltas),
    /// beside what a correct one gives in their place.
    /// </summary>
    public static readonly Quantities CorrectedMazur = new()
    {
        ["E_total after 1 step, SOURCE VARIANT (updated W2 used for hidden deltas)"] = e => LossAfter(e, 1),
        ["E_total after 10000 steps (SOURCE VARIANT)"] = e => LossAfter(e, 10_000),
        ["E_total after 10000 steps as other copies print it (SOURCE VARIANT)"] = e => LossAfter(e, 10_000),
        ["out_o1 after 10000 (SOURCE VARIANT)"] = e => e.After(10_000).Forward(e.Inputs).Outputs[0][0],
        ["out_o2 after 10000 (SOURCE VARIANT)"] = e => e.After(10_000).Forward(e.Inputs).Outputs[0][1],
    };

    /// <summary>Half a unit of the last digit printed, times the slack that the source's own rounding needs.</summary>
    public static double Tolerance(string published, double slack)
    {
        Assert.Matches(@"^-?\d+(\.\d+)?$", published);
        int decimals = Regex.Match(published, @"(?<=\.)\d+").Length;
        return 0.5 * Math.Pow(10, -decimals) * slack;
    }

    private static double LossAfter(WorkedExample e, int steps)
    {
        ReferenceNetwork network = e.After(steps);
        return network.Loss(network.Forward(e.Inputs), e.Targets!, e.Loss!, e.Reduction).Value;
    }

    /// <summary>x / Σx, which the source took for the softmax.</summary>
    private static double Share(WorkedExample e, int i) => e.X(2, i) / (e.X(2, 0) + e.X(2, 1) + e.X(2, 2));

    /// <summary>The source's PyTorch run rounds the bias to float32 before it computes in float64.</summary>
    private static StepResult WithFloatBias(WorkedExample e)
    {
        ReferenceNetwork network = WorkedExample.Build(e.Json.GetProperty("given"));
        double[] biases = network.Layers[0].Parameters[1].Values;
        biases[0] = (float)biases[0];
        return new(network, e.Inputs, null, null, e.Reduction);
    }
}
