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
        private readonly float _beta1, _rest1, _beta2, _rest2, _ofMoment, _ofGradient, _rootFactor, _epsilon;

        public Rule(long step, double rate, OptimizerSettings settings, MomentumProducts products)
        {
            double beta1 = settings.Beta1!.Value, beta2 = settings.Beta2!.Value, upto = products.Upto(step), next = products.Momentum(step + 1);
            (_beta1, _rest1, _beta2, _rest2, _epsilon) = ((float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)settings.Epsilon!.Value);
            (_ofMoment, _ofGradient) = ((float)(-rate * next / (1 - upto * next)), (float)(-rate * (1 - products.Momentum(step)) / (1 - upto)));
            _rootFactor = (float)Math.Sqrt(1 / (1 - PortablePower.Whole(beta2, step)));
        }

        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes m, ref TLanes v) where TLanes : struct, ILanes<TLanes>
        {
            m = TLanes.MultiplyAdd(TLanes.Broadcast(_beta1), m, TLanes.Broadcast(_rest1) * g);
            v = TLanes.MultiplyAdd(TLanes.Broadcast(_beta2), v, TLanes.Broadcast(_rest2) * g * g);
            TLanes size = TLanes.MultiplyAdd(TLanes.Sqrt(v), TLanes.Broadcast(_rootFactor), TLanes.Broadcast(_epsilon));
            TLanes direction = TLanes.MultiplyAdd(TLanes.Broadcast(_ofMoment), m, TLanes.Broadcast(_ofGradient) * g);
            return w + direction / size;
        }
    }
}
