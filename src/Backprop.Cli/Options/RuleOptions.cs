using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>The optimizer and its options.</summary>
internal sealed class RuleOptions
{
    private readonly ValueOption<string> _optimizer = new(
        "--optimizer", "NAME", $"How gradients change weights: {string.Join(", ", Optimizer.Names)}.", Read.OneOf([.. Optimizer.Names.Select(name => (name, name))]))
    { Completions = Optimizer.Names, DefaultText = "adam; sgd where a momentum is given" };

    private readonly ValueOption<float?> _learningRate = new(
        "--learning-rate", "RATE", "The factor of an update, above 0.", text => Read.Positive(text))
    { DefaultText = FormattableString.Invariant($"for adam 0.03/√inputs, within 0.001 … 0.01; for sgd {Sgd.DefaultLearningRate} where outputs are probabilities, {Sgd.DefaultLearningRateForNumbers} where they are numbers; of any other optimizer the usual one") };

    private readonly ValueOption<float?> _momentum = Share("--momentum", "Part of the last step that goes on in this one (sgd).", "0");

    private readonly ValueOption<float?> _beta1 = Share("--beta1", "Part of the mean gradient that is kept (adam and its kin, lion).", "0.9");

    private readonly ValueOption<float?> _beta2 = Share("--beta2", "Part of the mean squared gradient that is kept (adam and its kin, lion).", "0.999; lion 0.99");

    private readonly ValueOption<float?> _rho = Share("--rho", "Part of the mean squared gradient that is kept (rmsprop, adadelta).", "rmsprop 0.99, adadelta 0.9");

    private readonly ValueOption<float?> _epsilon = new("--epsilon", "NUMBER", "What keeps a divisor from 0.", text => Read.Positive(text)) { DefaultText = "the optimizer's" };

    private readonly ValueOption<float?> _weightDecay = new(
        "--weight-decay", "NUMBER", "λ of the weight decay, which pulls weights towards 0: joins the gradient (L2), in adamw and lion beside it.", text => Read.NotNegative(text))
    { DefaultText = "for adam 2/rows for classes, 10/rows for numbers, at most 0.03; adamw 0.01; otherwise 0" };

    private readonly Option<bool> _nesterov = new("--nesterov") { Description = "Nesterov's momentum (sgd)." };

    private readonly Option<bool> _decayBiases = new("--decay-biases") { Description = "Let biases decay too." };

    /// <summary>The options in the order of help.</summary>
    public IReadOnlyList<Option> Options => [_optimizer, _learningRate, _momentum, _nesterov, _beta1, _beta2, _rho, _epsilon, _weightDecay, _decayBiases];

    /// <summary>The optimizer that is asked for, with what suits the data where the command line says nothing.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="usual">The optimizer that suits the data.</param>
    /// <param name="givesProbabilities">Whether the network's outputs are probabilities.</param>
    /// <exception cref="InvalidInputException">The rule has no such option, or options contradict each other.</exception>
    public Optimizer Chosen(ParseResult result, Optimizer usual, bool givesProbabilities)
    {
        string name = _optimizer.Of(result) ?? (_momentum.Of(result) is null && !result.GetValue(_nesterov) ? usual.Name : new Sgd().Name);
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
        Refuse(name, settings);
        var optimizer = Optimizer.Create(Completed(settings, usual, givesProbabilities));
        if (optimizer is { DecayBiases: true, WeightDecay: 0 })
            throw new InvalidInputException($"{_decayBiases.Name} has no effect without a {_weightDecay.Name} above 0, such as 0.01.");
        return optimizer;
    }

    /// <summary>Rate and decay of the usual rule are those of the data, and the rate of SGD goes by what the outputs are.</summary>
    private static OptimizerSettings Completed(OptimizerSettings settings, Optimizer usual, bool givesProbabilities)
    {
        if (settings.Name == new Sgd().Name) return settings with { LearningRate = settings.LearningRate ?? new Sgd(Sgd.DefaultLearningRateFor(givesProbabilities)).Settings.LearningRate };
        if (settings.Name != usual.Name) return settings;
        return settings with { LearningRate = settings.LearningRate ?? usual.Settings.LearningRate, WeightDecay = settings.WeightDecay ?? usual.Settings.WeightDecay };
    }

    /// <summary>Refuses options that the rule does not have, by their names here.</summary>
    private void Refuse(string name, OptimizerSettings settings)
    {
        var own = Optimizer.DefaultsOf(name).Names.ToList();
        if (settings.Names.Except(own).FirstOrDefault() is { } stray)
            throw new InvalidInputException($"{NameOf(stray)} has no effect: {name} has no such option. Its options: {string.Join(", ", own.Select(NameOf))}.");
        if (settings.Nesterov == true && settings.Momentum is null or 0)
            throw new InvalidInputException($"{_nesterov.Name} has no effect without a {_momentum.Name} above 0, such as 0.9.");
    }

    /// <summary>weightDecay → --weight-decay.</summary>
    private static string NameOf(string option) =>
        "--" + string.Concat(option.Select(letter => char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static ValueOption<float?> Share(string name, string description, string defaultText) =>
        new(name, "NUMBER", description, text => Read.BelowOne(text)) { DefaultText = defaultText };
}
