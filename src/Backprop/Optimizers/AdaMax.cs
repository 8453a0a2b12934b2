using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// AdaMax: m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε), w ← w − η/(1 − β₁ᵗ)·m/u.
/// Kingma and Ba, "Adam: a method for stochastic optimization", 2015, section 7.1; ε as in PyTorch.
/// </summary>
public sealed class AdaMax : MomentOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.002.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public AdaMax(float learningRate = 0.002f) : base(learningRate) { }

    private AdaMax(OptimizerSettings settings) : base(settings) { }

    /// <inheritdoc/>
    public override string Name => "adamax";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["firstMoment", "largest"];

    internal static AdaMax From(OptimizerSettings settings) => new(settings);

    internal override UpdateKernel CreateKernel()
    {
        var settings = Settings;
        return UpdateKernel.Of((step, rate) => new Rule(step, rate, settings));
    }

    private readonly struct Rule : IUpdateRule
    {
        private readonly float _beta1, _rest1, _beta2, _negativeRate, _epsilon;

        public Rule(long step, double rate, OptimizerSettings settings)
        {
            double beta1 = settings.Beta1!.Value;
            (_beta1, _rest1, _beta2, _epsilon) = ((float)beta1, (float)(1 - beta1), (float)settings.Beta2!.Value, (float)settings.Epsilon!.Value);
            _negativeRate = (float)(-rate / (1 - PortablePower.Whole(beta1, step)));
        }

        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes m, ref TLanes largest) where TLanes : struct, ILanes<TLanes>
        {
            m = TLanes.MultiplyAdd(TLanes.Broadcast(_beta1), m, TLanes.Broadcast(_rest1) * g);
            largest = TLanes.Max(TLanes.Broadcast(_beta2) * largest, TLanes.Abs(g) + TLanes.Broadcast(_epsilon));
            return TLanes.MultiplyAdd(TLanes.Broadcast(_negativeRate), m / largest, w);
        }
    }
}
