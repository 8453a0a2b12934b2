using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Resilient back-propagation: each number has a step size of its own, which grows by 1.2 (up to 50) while the sign of its
/// gradient stays, and shrinks by 0.5 (down to 1e-6) where it changes, in which case the number waits for a step; w ← w − size·sign g.
/// It is meant for batches of the whole data set: between small batches signs change by chance.
/// Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm", 1993; in PyTorch's form.
/// </summary>
public sealed class Rprop : Optimizer
{
    private const float Grow = 1.2f, Reduce = 0.5f, Least = 1e-6f, Most = 50;

    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">The first step size of every number, above 0; default 0.01. A schedule has no say.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public Rprop(float learningRate = 0.01f) : base(learningRate) { }

    /// <inheritdoc/>
    public override string Name => "rprop";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["previousGradient", "stepSize"];

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings;

    internal static Rprop From(OptimizerSettings settings) => new((float)settings.LearningRate!.Value)
    {
        WeightDecay = (float)settings.WeightDecay!.Value,
        DecayBiases = settings.DecayBiases!.Value,
    };

    internal override float SlotStart(int slot) => slot == 0 ? 0 : LearningRate;

    internal override UpdateKernel CreateKernel() => UpdateKernel.Of((_, _) => default(Rule));

    private readonly struct Rule : IUpdateRule
    {
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes previous, ref TLanes size) where TLanes : struct, ILanes<TLanes>
        {
            // By the signs, since the product of two small gradients would be 0 in float.
            TLanes agreement = Signs.Of(g) * Signs.Of(previous);
            TLanes same = TLanes.GreaterThan(agreement, TLanes.Zero), turned = TLanes.LessThan(agreement, TLanes.Zero), one = TLanes.Broadcast(1);
            size *= TLanes.Select(same, TLanes.Broadcast(Grow), TLanes.Select(turned, TLanes.Broadcast(Reduce), one));
            size = TLanes.Min(TLanes.Max(size, TLanes.Broadcast(Least)), TLanes.Broadcast(Most));
            previous = TLanes.AndNot(g, turned);
            return w - Signs.Of(previous) * size;
        }
    }
}
