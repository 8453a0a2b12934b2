using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>The optimizer and its options.</summary>
internal sealed class RuleOptions
{
    private readonly ValueOption<string> _optimizer = new(
        "--optimizer", "NAME", $"How gradients change weights: {string.Join(", ", Optimizer.Names)}.", Read.OneOf([.. Optimizer.Names.Select(name => (name, name))]), "sgd")
    { Completions = Optimizer.Names };

    private readonly ValueOption<float?> _learningRate = new(
        "--learning-rate", "RATE", "The factor of an update, above 0.", text => Read.Positive(text))
    { DefaultText = FormattableString.Invariant($"for sgd {Sgd.DefaultLearningRate} where outputs are probabilities, {Sgd.DefaultLearningRateForNumbers} where they are numbers; the usual one of any other optimizer, such as {new Adam().LearningRate} for adam") };

    private readonly ValueOption<float?> _momentum = Share("--momentum", "Part of the last step that goes on in this one (sgd).", "0");

    private readonly ValueOption<float?> _beta1 = Share("--beta1", "Part of the mean gradient that is kept (adam and its kin, lion).", "0.9");

    private readonly ValueOption<float?> _beta2 = Share("--beta2", "Part of the mean squared gradient that is kept (adam and its kin, lion).", "0.999; lion 0.99");

    private readonly ValueOption<float?> _rho = Share("--rho", "Part of the mean squared gradient that is kept (rmsprop, adadelta).", "rmsprop 0.99, adadelta 0.9");

    private readonly ValueOption<float?> _epsilon = new("--epsilon", "NUMBER", "What keeps a divisor from 0.", text => Read.Positive(text)) { DefaultText = "the optimizer's" };

    private readonly ValueOption<float?> _weightDecay = new(
        "--weight-decay", "NUMBER", "λ of the weight decay, which pulls weights towards 0: joins the gradient (L2), in adamw and lion beside it.", text => Read.NotNegative(text))
    { DefaultText = "0; adamw 0.01" };

    private readonly Option<bool> _nesterov = new("--nesterov") { Description = "Nesterov's momentum (sgd)." };

    private readonly Option<bool> _decayBiases = new("--decay-biases") { Description = "Let biases decay too." };

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_optimizer, _learningRate, _momentum, _nesterov, _beta1, _beta2, _rho, _epsilon, _weightDecay, _decayBiases];

    /// <summary>The optimizer that is asked for; null where the choice is the library's.</summary>
    /// <exception cref="InvalidInputException">The rule has no such option, or options contradict each other.</exception>
    public Optimizer? Chosen(ParseResult result)
    {
        string name = _optimizer.Of(result)!;
        var settings = new OptimizerSettings
        {
            Name = name,
            LearningRate = _learningRate.Of(result),
            Momentum = _momentum.Of(result),
            Nesterov = result.GetValue(_nesterov) ? true : null,
            Beta1 = _beta1.Of(result),
            Beta2 = _beta2.Of(result),
            Rho = _rho.Of(result),
            Epsilon = _epsilon.Of(result),
            WeightDecay = _weightDecay.Of(result),
            DecayBiases = result.GetValue(_decayBiases) ? true : null,
        };
        if (settings == new OptimizerSettings()) return null;
        Refuse(name, settings);
        return Optimizer.Create(settings);
    }

    /// <summary>Refuses options that the rule does not have, by their names here.</summary>
    private void Refuse(string name, OptimizerSettings settings)
    {
        var own = Optimizer.DefaultsOf(name).Names.ToList();
        if (settings.Names.Except(own).FirstOrDefault() is { } stray)
            throw new InvalidInputException($"{NameOf(stray)} has no effect: {name} has no such option. Its options: {string.Join(", ", own.Select(NameOf))}.");
        if (settings.Nesterov == true && settings.Momentum is null or 0)
            throw new InvalidInputException($"{_nesterov.Name} has no effect without a {_momentum.Name} above 0, such as 0.9.");
        if (settings.DecayBiases == true && (settings.WeightDecay ?? Optimizer.DefaultsOf(name).WeightDecay) == 0)
            throw new InvalidInputException($"{_decayBiases.Name} has no effect without a {_weightDecay.Name} above 0, such as 0.01.");
    }

    /// <summary>weightDecay → --weight-decay.</summary>
    private static string NameOf(string option) =>
        "--" + string.Concat(option.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static ValueOption<float?> Share(string name, string description, string defaultText) =>
        new(name, "NUMBER", description, text => Read.BelowOne(text)) { DefaultText = defaultText };
}
