using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Adagrad: s ← s + g², w ← w − η·g/(√s + ε).
/// Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011; defaults as in PyTorch.
/// </summary>
public sealed class Adagrad : Optimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.01.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public Adagrad(float learningRate = 0.01f) : base(learningRate) { }

    /// <summary>ε, above 0; default 1e-10.</summary>
    public float Epsilon { get; init => field = OptimizerRange.Positive(value, "epsilon"); } = 1e-10f;

    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["sumOfSquares"];

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings with { Epsilon = Exactly(Epsilon) };

    internal static Adagrad From(OptimizerSettings settings) => new((float)settings.LearningRate!.Value)
    {
        Epsilon = (float)settings.Epsilon!.Value,
        WeightDecay = (float)settings.WeightDecay!.Value,
        DecayBiases = settings.DecayBiases!.Value,
    };

    internal override UpdateKernel CreateKernel() => UpdateKernel.Of((_, rate) => new Rule((float)rate, Epsilon));

    private readonly struct Rule(float rate, float epsilon) : IUpdateRule
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes sumOfSquares, ref TLanes second) where TLanes : struct, ILanes<TLanes>
        {
            sumOfSquares = TLanes.MultiplyAdd(g, g, sumOfSquares);
            return TLanes.MultiplyAdd(TLanes.Broadcast(-rate), g / (TLanes.Sqrt(sumOfSquares) + TLanes.Broadcast(epsilon)), w);
        }
    }
}
