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

    private readonly ValueOption<NormalizationKind> _normalize = new(
        "--normalize", "KIND", "What normalizes the weighted sums of hidden layers, before their activation: batch (each neuron over a batch), layer (each data point over the neurons), none.",
        Read.OneOf(Normalizations), "none")
    { Completions = Normalizations.Select(kind => kind.Word) };

    private readonly Option<bool> _residual = new("--residual") { Description = "Add to each hidden layer as wide as the one before it what it gets: y = x + F(x)." };

    private readonly ValueOption<InputScalingKind> _scaling = new(
        "--scaling", "KIND", "How inputs are scaled inside the model: standardize (mean 0, deviation 1), range (pixels to 0 … 1), none, or automatic (range where the data have one, otherwise standardize).",
        Read.OneOf(Scalings), "automatic")
    { Completions = Scalings.Select(scaling => scaling.Word) };

    private static IReadOnlyList<(string Word, NormalizationKind Value)> Normalizations =>
        [("batch", NormalizationKind.Batch), ("layer", NormalizationKind.Layer), ("none", NormalizationKind.None)];

    private static IEnumerable<string> LossNames => Loss.All.Select(loss => loss.Name);

    private static IEnumerable<string> InitializerNames => Initializer.All.Select(initializer => initializer.Name);

    private static IReadOnlyList<(string Word, InputScalingKind Value)> Scalings =>
    [
        ("automatic", InputScalingKind.Automatic),
        ("standardize", InputScalingKind.Standardize),
        ("range", InputScalingKind.Range),
        ("none", InputScalingKind.None),
    ];

    public override IReadOnlyList<Option> Options => [_hidden, _activation, _outputActivation, _loss, _initializer, _normalize, _residual, _scaling];

    /// <summary>Puts the given values into the options of a training.</summary>
    public ModelOptions Apply(ParseResult result, ModelOptions options)
    {
        var hidden = _hidden.Of(result) ?? options.Hidden;
        if (hidden.Count == 0) Refuse(result, _activation, $"there is no hidden layer with --hidden {NoHidden}; the last layer has --output-activation");
        if (hidden.Count == 0) Refuse(result, _normalize, "there is no hidden layer");
        bool residual = result.GetValue(_residual);
        if (residual && !hidden.Zip(hidden.Skip(1)).Any(pair => pair.First == pair.Second))
            Refuse(result, _residual, $"no hidden layer is as wide as the one before it; give such as {_hidden.Name} 64,64,64");
        return options with
        {
            Hidden = hidden,
            Activation = _activation.Of(result)!,
            OutputActivation = _outputActivation.Of(result),
            Loss = _loss.Of(result),
            Initializer = _initializer.Of(result),
            Normalization = _normalize.Of(result),
            Residual = residual,
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
