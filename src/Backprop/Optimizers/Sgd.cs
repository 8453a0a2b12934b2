using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Stochastic gradient descent: w ← w − η·g, g the mean gradient; with momentum in PyTorch's form v ← μ·v + g, w ← w − η·v,
/// Nesterov's w ← w − η·(g + μ·v). Keras has v ← μ·v − η·g, w ← w + v: the same path while η stays, but there a change of η
/// reaches the velocity gathered so far only slowly, and here at once.
/// Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>The learning rate where none is given.</summary>
    public const float DefaultLearningRate = 0.1f;

    /// <summary>The learning rate where none is given and outputs are numbers, not probabilities: the slope of their squared error has no bound, and 0.1 often makes it diverge.</summary>
    public const float DefaultLearningRateForNumbers = 0.01f;

    /// <summary>The learning rate where none is given, by what the network's outputs are.</summary>
    public static float DefaultLearningRateFor(bool givesProbabilities) => givesProbabilities ? DefaultLearningRate : DefaultLearningRateForNumbers;

    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.1.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public Sgd(float learningRate = DefaultLearningRate) : base(learningRate) { }

    /// <summary>μ, from 0 to below 1; default 0, no momentum.</summary>
    public float Momentum { get; init => field = OptimizerRange.BelowOne(value, "momentum"); }

    /// <summary>Whether the momentum is Nesterov's; default false.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => Momentum == 0 ? [] : ["velocity"];

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings with { Momentum = Exactly(Momentum), Nesterov = Nesterov };

    internal static Sgd From(OptimizerSettings settings) => new((float)settings.LearningRate!.Value)
    {
        Momentum = (float)settings.Momentum!.Value,
        Nesterov = settings.Nesterov!.Value,
        WeightDecay = (float)settings.WeightDecay!.Value,
        DecayBiases = settings.DecayBiases!.Value,
    };

    internal override void Check()
    {
        if (Nesterov && Momentum == 0) throw new InvalidInputException("Nesterov's momentum needs a momentum above 0, such as 0.9.");
    }

    internal override UpdateKernel CreateKernel() => Momentum == 0
        ? UpdateKernel.Of((_, rate) => new PlainRule((float)rate))
        : UpdateKernel.Of((_, rate) => new MomentumRule((float)rate, Momentum, Nesterov));

    private readonly struct PlainRule(float rate) : IUpdateRule
    {
        public static int SlotCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes first, ref TLanes second) where TLanes : struct, ILanes<TLanes> =>
            TLanes.MultiplyAdd(TLanes.Broadcast(-rate), g, w);
    }

    private readonly struct MomentumRule(float rate, float momentum, bool nesterov) : IUpdateRule
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes velocity, ref TLanes second) where TLanes : struct, ILanes<TLanes>
        {
            TLanes mu = TLanes.Broadcast(momentum);
            velocity = TLanes.MultiplyAdd(mu, velocity, g);
            return TLanes.MultiplyAdd(TLanes.Broadcast(-rate), nesterov ? TLanes.MultiplyAdd(mu, velocity, g) : velocity, w);
        }
    }
}
