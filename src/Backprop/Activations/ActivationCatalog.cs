using System.Globalization;

namespace Backprop;

/// <summary>The activations by name: the one place where a new one is registered.</summary>
internal static class ActivationCatalog
{
    private static readonly (string Name, Func<Activation> Default, Func<float, Activation>? WithParameter)[] Entries =
    [
        ("identity", () => Activation.Identity, null),
        ("sigmoid", () => Activation.Sigmoid, null),
        ("tanh", () => Activation.Tanh, null),
        ("relu", () => Activation.Relu, null),
        ("leaky-relu", () => Activation.LeakyRelu, slope => new LeakyRelu(slope)),
        ("elu", () => Activation.Elu, alpha => new Elu(alpha)),
        ("selu", () => Activation.Selu, null),
        ("gelu", () => Activation.Gelu, null),
        ("silu", () => Activation.Silu, null),
        ("softplus", () => Activation.Softplus, null),
        ("softsign", () => Activation.Softsign, null),
        ("softmax", () => Activation.Softmax, null),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(entry => entry.Name)];

    public static Activation Parse(string text)
    {
        int colon = text.IndexOf(':');
        string name = colon < 0 ? text : text[..colon];
        if (name == "linear") name = "identity";
        foreach (var entry in Entries)
        {
            if (entry.Name != name) continue;
            if (colon < 0) return entry.Default();
            if (entry.WithParameter is null)
                throw new InvalidInputException($"Activation '{text}': {name} has no parameter. Write '{name}'.");
            return entry.WithParameter(ParseParameter(text, text[(colon + 1)..]));
        }
        throw new InvalidInputException($"Unknown activation '{text}'. Known: {string.Join(", ", Names)}.");
    }

    private static float ParseParameter(string text, string number) =>
        float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) && value >= 0
            ? value
            : throw new InvalidInputException($"Activation '{text}': '{number}' is not a number of 0 or more, such as 0.2.");
}
