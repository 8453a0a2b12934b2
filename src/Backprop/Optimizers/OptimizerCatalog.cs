using Backprop.Reference;

namespace Backprop;

/// <summary>The optimizers by name: the one place where a new one is registered.</summary>
internal static class OptimizerCatalog
{
    private sealed record Entry(string Name, Func<OptimizerSettings, Optimizer> Create, OptimizerSettings Defaults, Func<OptimizerSettings, ReferenceOptimizer>? Reference);

    private static readonly Entry[] Entries =
    [
        new("sgd", Sgd.From, new Sgd().Settings, s => new ReferenceSgd(s.LearningRate!.Value, s.Momentum!.Value, s.Nesterov!.Value)),
        new("rmsprop", RmsProp.From, new RmsProp().Settings, s => new ReferenceRmsProp(s.LearningRate!.Value, s.Rho!.Value, s.Epsilon!.Value)),
        new("adagrad", Adagrad.From, new Adagrad().Settings, s => new ReferenceAdagrad(s.LearningRate!.Value, s.Epsilon!.Value)),
        new("adadelta", AdaDelta.From, new AdaDelta().Settings, s => new ReferenceAdaDelta(s.LearningRate!.Value, s.Rho!.Value, s.Epsilon!.Value)),
        new("adam", Adam.From, new Adam().Settings, s => new ReferenceAdam(s.LearningRate!.Value, s.Beta1!.Value, s.Beta2!.Value, s.Epsilon!.Value)),
        new("adamw", AdamW.From, new AdamW().Settings, s => new ReferenceAdamW(s.LearningRate!.Value, s.Beta1!.Value, s.Beta2!.Value, s.Epsilon!.Value)),
        new("nadam", Nadam.From, new Nadam().Settings, s => new ReferenceNadam(s.LearningRate!.Value, s.Beta1!.Value, s.Beta2!.Value, s.Epsilon!.Value)),
        new("adamax", AdaMax.From, new AdaMax().Settings, s => new ReferenceAdaMax(s.LearningRate!.Value, s.Beta1!.Value, s.Beta2!.Value, s.Epsilon!.Value)),
        new("rprop", Rprop.From, new Rprop().Settings, s => new ReferenceRprop(s.LearningRate!.Value)),
        new("lion", Lion.From, new Lion().Settings, s => new ReferenceLion(s.LearningRate!.Value, s.Beta1!.Value, s.Beta2!.Value)),
        new("lbfgs", LBfgs.From, new LBfgs().Settings, null),
    ];

    /// <summary>Those whose steps go by one gradient.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. Entries.Where(entry => entry.Reference is not null).Select(entry => entry.Name)];

    public static IReadOnlyList<string> Names { get; } = [.. Entries.Select(entry => entry.Name)];

    /// <summary>The options that a rule has, with their defaults.</summary>
    /// <exception cref="InvalidInputException">The name is unknown.</exception>
    public static OptimizerSettings Defaults(string name) => Find(name).Defaults;

    /// <exception cref="InvalidInputException">The name is unknown, the rule has no such option, or a value is out of range.</exception>
    public static Optimizer Create(OptimizerSettings settings)
    {
        var optimizer = Find(settings.Name).Create(Complete(settings));
        optimizer.Check();
        return optimizer;
    }

    /// <exception cref="InvalidInputException">The name is unknown, or the rule has no such option.</exception>
    public static ReferenceOptimizer CreateReference(OptimizerSettings settings)
    {
        var complete = Complete(settings);
        var reference = Find(settings.Name).Reference?.Invoke(complete)
            ?? throw new InvalidInputException($"A step of {settings.Name} takes several evaluations, which cannot be shown as one. Choose {string.Join(", ", Rules)}.");
        reference.WeightDecay = new ReferenceWeightDecay(complete.WeightDecay!.Value, complete.DecayBiases!.Value);
        return reference;
    }

    /// <summary>The settings with every option that the rule has.</summary>
    /// <exception cref="InvalidInputException">The name is unknown, or the rule has no such option.</exception>
    public static OptimizerSettings Complete(OptimizerSettings settings)
    {
        var defaults = Find(settings.Name).Defaults;
        if (settings.Names.Except(defaults.Names).FirstOrDefault() is { } stray)
            throw new InvalidInputException($"The optimizer {settings.Name} has no {stray}. Its options: {string.Join(", ", defaults.Names)}.");
        return settings.CompletedBy(defaults);
    }

    private static Entry Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new InvalidInputException($"Unknown optimizer '{name}'. Known: {string.Join(", ", Names)}.");
}
