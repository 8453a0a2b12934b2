using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Adam with Nesterov's momentum, in PyTorch's form: μₜ = β₁·(1 − ½·0.96^(0.004·t)), m and v as in <see cref="Adam"/>,
/// w ← w − η·(μₜ₊₁·m/(1 − μ₁⋯μₜ₊₁) + (1 − μₜ)·g/(1 − μ₁⋯μₜ))/(√v̂ + ε).
/// Dozat, "Incorporating Nesterov momentum into Adam", 2016.
/// </summary>
public sealed class Nadam : MomentOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.002.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public Nadam(float learningRate = 0.002f) : base(learningRate) { }

    private Nadam(OptimizerSettings settings) : base(settings) { }

    /// <inheritdoc/>
    public override string Name => "nadam";

    internal static Nadam From(OptimizerSettings settings) => new(settings);

    internal override UpdateKernel CreateKernel()
    {
        var settings = Settings;
        var products = new MomentumProducts(settings.Beta1!.Value);
        return UpdateKernel.Of((step, rate) => new Rule(step, rate, settings, products));
    }

    /// <summary>The products μ₁⋯μₜ, a function of the step alone: from step to step one factor, after a jump all of them.</summary>
    private sealed class MomentumProducts(double beta1)
    {
        private long _step;
        private double _product = 1;

        public double Momentum(long step) => beta1 * (1 - 0.5 * PortablePower.Of(0.96, 0.004 * step));

        public double Upto(long step)
        {
            if (step < _step) (_step, _product) = (0, 1);
            while (_step < step) _product *= Momentum(++_step);
            return _product;
        }
    }

    private readonly struct Rule : IUpdateRule
    {
        private readonly DecayingMoments _moments;
        private readonly float _ofMoment, _ofGradient;

        public Rule(long step, double rate, OptimizerSettings settings, MomentumProducts products)
        {
            double upto = products.Upto(step), next = products.Momentum(step + 1);
            _moments = new DecayingMoments(step, settings);
            (_ofMoment, _ofGradient) = ((float)(-rate * next / (1 - upto * next)), (float)(-rate * (1 - products.Momentum(step)) / (1 - upto)));
        }

        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes m, ref TLanes v) where TLanes : struct, ILanes<TLanes>
        {
            TLanes size = _moments.Take(g, ref m, ref v);
            TLanes direction = TLanes.MultiplyAdd(TLanes.Broadcast(_ofMoment), m, TLanes.Broadcast(_ofGradient) * g);
            return w + direction / size;
        }
    }
}
