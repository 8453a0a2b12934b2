using Backprop.Numerics;

namespace Backprop;

/// <summary>An optimizer as data: its name, and its options in double precision. Null leaves an option at its default, or says that the rule does not have it.</summary>
public sealed record OptimizerSettings
{
    /// <summary>The rule; default <c>sgd</c>.</summary>
    public string Name { get; init; } = "sgd";

    /// <summary>η, the factor of an update.</summary>
    public double? LearningRate { get; init; }

    /// <summary>μ, the part of the velocity that is kept.</summary>
    public double? Momentum { get; init; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool? Nesterov { get; init; }

    /// <summary>β₁, the part of the mean gradient that is kept.</summary>
    public double? Beta1 { get; init; }

    /// <summary>β₂, the part of the mean squared (or largest) gradient that is kept.</summary>
    public double? Beta2 { get; init; }

    /// <summary>ρ, the part of the mean squared gradient that is kept.</summary>
    public double? Rho { get; init; }

    /// <summary>ε, what keeps a divisor from 0.</summary>
    public double? Epsilon { get; init; }

    /// <summary>λ, the weight decay.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Whether biases decay too.</summary>
    public bool? DecayBiases { get; init; }

    /// <summary>The options that are numbers, by name: the one list that files, command line and reports go through.</summary>
    internal static IReadOnlyList<OptimizerOption<double>> Numbers { get; } =
    [
        new("learningRate", s => s.LearningRate, (s, value) => s with { LearningRate = value }),
        new("momentum", s => s.Momentum, (s, value) => s with { Momentum = value }) { IsShare = true },
        new("beta1", s => s.Beta1, (s, value) => s with { Beta1 = value }) { IsShare = true },
        new("beta2", s => s.Beta2, (s, value) => s with { Beta2 = value }) { IsShare = true },
        new("rho", s => s.Rho, (s, value) => s with { Rho = value }) { IsShare = true },
        new("epsilon", s => s.Epsilon, (s, value) => s with { Epsilon = value }) { IsDivisor = true },
        new("weightDecay", s => s.WeightDecay, (s, value) => s with { WeightDecay = value }),
    ];

    /// <summary>The options that are yes or no.</summary>
    internal static IReadOnlyList<OptimizerOption<bool>> Flags { get; } =
    [
        new("nesterov", s => s.Nesterov, (s, value) => s with { Nesterov = value }),
        new("decayBiases", s => s.DecayBiases, (s, value) => s with { DecayBiases = value }),
    ];

    /// <summary>The options that are numbers and have a value, by their names in files, such as <c>weightDecay</c>.</summary>
    public IEnumerable<KeyValuePair<string, double>> NumbersByName => Values(Numbers);

    /// <summary>The options that are yes or no and have a value, by their names in files, such as <c>nesterov</c>.</summary>
    public IEnumerable<KeyValuePair<string, bool>> FlagsByName => Values(Flags);

    /// <summary>Names of the options that have a value.</summary>
    public IEnumerable<string> Names => NumbersByName.Select(option => option.Key).Concat(FlagsByName.Select(option => option.Key));

    private IEnumerable<KeyValuePair<string, T>> Values<T>(IEnumerable<OptimizerOption<T>> options) where T : struct =>
        from option in options let value = option.Get(this) where value is not null select KeyValuePair.Create(option.Name, value.Value);

    /// <summary>The name, the learning rate, and the options that are not at their defaults: <c>sgd, learning rate 0.1, momentum 0.9</c>.</summary>
    public override string ToString()
    {
        var defaults = OptimizerCatalog.Defaults(Name);
        var shown = Numbers.Where(option => option.Get(this) is { } value && (option.Name == "learningRate" || value != option.Get(defaults)))
            .Select(option => $"{InWords(option.Name)} {ShortNumber.Of(option.Get(this)!.Value)}");
        return string.Join(", ", [Name, .. shown, .. Flags.Where(option => option.Get(this) == true).Select(option => InWords(option.Name))]);
    }

    /// <summary>learningRate → learning rate.</summary>
    private static string InWords(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>These settings, with the defaults where they say nothing.</summary>
    internal OptimizerSettings CompletedBy(OptimizerSettings defaults)
    {
        var complete = defaults;
        foreach (var option in Numbers)
            if (option.Get(this) is { } value) complete = option.Set(complete, value);
        foreach (var option in Flags)
            if (option.Get(this) is { } value) complete = option.Set(complete, value);
        return complete;
    }
}

/// <summary>One option by its name in files.</summary>
internal sealed record OptimizerOption<T>(string Name, Func<OptimizerSettings, T?> Get, Func<OptimizerSettings, T, OptimizerSettings> Set) where T : struct
{
    /// <summary>Whether the value lies below 1.</summary>
    public bool IsShare { get; init; }

    /// <summary>Whether the value must not be 0.</summary>
    public bool IsDivisor { get; init; }
}
