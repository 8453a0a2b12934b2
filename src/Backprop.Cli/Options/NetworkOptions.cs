using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>What network is built.</summary>
internal sealed class NetworkOptions() : OptionGroup("Network")
{
    private const string NoHidden = "none";

    private readonly ValueOption<IReadOnlyList<int>> _hidden = new(
        "--hidden", "N,N,…", $"Neurons of each hidden layer; '{NoHidden}' for no hidden layer.", ReadHidden)
    { DefaultText = "64; 128 from 1,000 rows, 128,64 from 10,000" };

    private readonly ValueOption<Activation> _activation = new(
        "--activation", "NAME", $"Activation of the hidden layers: {string.Join(", ", Activation.Names)}; with a parameter: leaky-relu:0.2, elu:0.5.",
        Read.Named(Activation.Parse, Activation.Names), "relu")
    { Completions = Activation.Names };

    private readonly ValueOption<Activation> _outputActivation = new(
        "--output-activation", "NAME", "Activation of the last layer.", Read.Named(Activation.Parse, Activation.Names))
    { Completions = Activation.Names, DefaultText = "softmax for classes, identity for numbers" };

    private readonly ValueOption<Loss> _loss = new(
        "--loss", "NAME", $"What training minimizes: {string.Join(", ", LossNames)}.", Read.Named(Loss.Parse, LossNames))
    { Completions = LossNames, DefaultText = "cross-entropy for classes, squared-error for numbers" };

    private readonly ValueOption<Initializer> _initializer = new(
        "--initializer", "NAME", $"Initial weights: {string.Join(", ", InitializerNames)}.", Read.Named(Initializer.Parse, InitializerNames))
    { Completions = InitializerNames, DefaultText = "what suits the activation" };

    private readonly ValueOption<InputScalingKind> _scaling = new(
        "--scaling", "KIND", "How inputs are scaled inside the model: standardize (mean 0, deviation 1), range (pixels to 0 … 1), none, or automatic (range where the data have one, otherwise standardize).",
        Read.OneOf(Scalings), "automatic")
    { Completions = Scalings.Select(scaling => scaling.Word) };

    private static IEnumerable<string> LossNames => Loss.All.Select(loss => loss.Name);

    private static IEnumerable<string> InitializerNames => Initializer.All.Select(initializer => initializer.Name);

    private static IReadOnlyList<(string Word, InputScalingKind Value)> Scalings =>
    [
        ("automatic", InputScalingKind.Automatic),
        ("standardize", InputScalingKind.Standardize),
        ("range", InputScalingKind.Range),
        ("none", InputScalingKind.None),
    ];

    public override IReadOnlyList<Option> Options => [_hidden, _activation, _outputActivation, _loss, _initializer, _scaling];

    /// <summary>Puts the given values into the options of a training.</summary>
    public ModelOptions Apply(ParseResult result, ModelOptions options)
    {
        var hidden = _hidden.Of(result) ?? options.Hidden;
        if (hidden.Count == 0) Refuse(result, _activation, $"there is no hidden layer with --hidden {NoHidden}; the last layer has --output-activation");
        return options with
        {
            Hidden = hidden,
            Activation = _activation.Of(result)!,
            OutputActivation = _outputActivation.Of(result),
            Loss = _loss.Of(result),
            Initializer = _initializer.Of(result),
            InputScaling = _scaling.Of(result),
        };
    }

    private static IReadOnlyList<int> ReadHidden(string text)
    {
        if (text == NoHidden) return [];
        try
        {
            return [.. text.Split(',').Select(neurons => Read.Count(neurons.Trim()))];
        }
        catch (InvalidInputException exception)
        {
            throw new InvalidInputException($"give the neurons of each hidden layer, from 1 to {int.MaxValue}, such as 64 or 128,64, or {NoHidden}.", exception);
        }
    }
}
