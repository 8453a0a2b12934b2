using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>An optimizer's loop over a tile of one parameter.</summary>
internal abstract class UpdateKernel
{
    /// <summary>Settles the numbers that all parameters of a step share.</summary>
    /// <param name="step">Its number, from 1.</param>
    /// <param name="learningRate">η of this step.</param>
    public abstract void Start(long step, double learningRate);

    /// <summary>Computes new numbers from the old ones and the mean gradient.</summary>
    /// <param name="operands">The parameter, and the rule's own matrices for it.</param>
    /// <param name="gradient">A tile of the gradient, summed over the data points of the batch; its block is the place in the parameter.</param>
    /// <returns>Whether every new number is finite.</returns>
    public abstract bool Update(in UpdateOperands operands, in FinishedTile gradient);

    /// <summary>The loop for a rule, at the vector width in use.</summary>
    /// <param name="ruleOf">Makes the rule of a step from its number and its learning rate.</param>
    public static UpdateKernel Of<TRule>(Func<long, double, TRule> ruleOf) where TRule : struct, IUpdateRule => Simd.Width switch
    {
        SimdWidth.Bits512 => new UpdateKernel<TRule, Lanes512>(ruleOf),
        SimdWidth.Bits256 => new UpdateKernel<TRule, Lanes256>(ruleOf),
        SimdWidth.Bits128 => new UpdateKernel<TRule, Lanes128>(ruleOf),
        _ => new UpdateKernel<TRule, ScalarLane>(ruleOf),
    };
}

/// <summary>What an update reads and writes. Matrices have the shape of the parameter.</summary>
/// <param name="Value">The old numbers.</param>
/// <param name="Next">Receives the new ones.</param>
/// <param name="Slots">What the rule remembers from step to step; changed in place.</param>
/// <param name="Terms">What happens to gradient and weight before the rule sees them.</param>
internal readonly record struct UpdateOperands(Matrix Value, Matrix Next, Matrix[] Slots, UpdateTerms Terms);

/// <summary>The formula of an optimizer for one number, with the numbers of one step in it.</summary>
internal interface IUpdateRule
{
    /// <summary>How many numbers the rule remembers of each parameter's number: 0, 1 or 2.</summary>
    static abstract int SlotCount { get; }

    /// <summary>The new number.</summary>
    /// <param name="w">The old one.</param>
    /// <param name="g">The mean gradient.</param>
    /// <param name="first">The first slot, if there is one; changed in place.</param>
    /// <param name="second">The second slot, if there is one; changed in place.</param>
    TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes first, ref TLanes second) where TLanes : struct, ILanes<TLanes>;
}

internal sealed unsafe class UpdateKernel<TRule, TLanes>(Func<long, double, TRule> ruleOf) : UpdateKernel
    where TRule : struct, IUpdateRule
    where TLanes : struct, ILanes<TLanes>
{
    private TRule _rule;

    public override void Start(long step, double learningRate) => _rule = ruleOf(step, learningRate);

    public override bool Update(in UpdateOperands operands, in FinishedTile gradient) =>
        operands.Terms.IsPlain ? Update(default(NoTerms), operands, gradient) : Update(operands.Terms, operands, gradient);

    [MethodImpl(Compilation.OfHotLoops)]
    private bool Update<TTerms>(TTerms terms, in UpdateOperands operands, in FinishedTile gradient)
        where TTerms : struct, IUpdateTerms
    {
        var (rule, slots) = (_rule, operands.Slots);
        TLanes mean = TLanes.Broadcast(operands.Terms.MeanFactor);
        // w − w is 0 for every finite w and NaN for the others: their bits together say whether all are finite.
        TLanes differences = TLanes.Zero;
        nint columns = gradient.Block.Columns, rows = gradient.Block.Rows;
        // All of the parameter's shape, so of one stride.
        nint stride = operands.Value.Stride;
        float* w = operands.Value.Corner(gradient.Block), to = operands.Next.Corner(gradient.Block), g = gradient.Values;
        float* a = TRule.SlotCount > 0 ? slots[0].Corner(gradient.Block) : null, b = TRule.SlotCount > 1 ? slots[1].Corner(gradient.Block) : null;
        for (; rows > 0; rows--, g += gradient.Stride, w += stride, to += stride, a += stride, b += stride)
        {
            for (nint i = 0; i < columns; i += TLanes.Count)
            {
                TLanes old = TLanes.Load(w + i), seen = TLanes.Load(g + i) * mean, slot0 = TLanes.Zero, slot1 = TLanes.Zero;
                terms.Apply(ref old, ref seen);
                if (TRule.SlotCount > 0) slot0 = TLanes.Load(a + i);
                if (TRule.SlotCount > 1) slot1 = TLanes.Load(b + i);
                TLanes updated = rule.Update(old, seen, ref slot0, ref slot1);
                differences = TLanes.Or(differences, updated - updated);
                updated.Store(to + i);
                // A memory that is not finite would hold its number still from then on, which nobody would notice.
                if (TRule.SlotCount > 0)
                {
                    differences = TLanes.Or(differences, slot0 - slot0);
                    slot0.Store(a + i);
                }
                if (TRule.SlotCount > 1)
                {
                    differences = TLanes.Or(differences, slot1 - slot1);
                    slot1.Store(b + i);
                }
            }
        }
        return TLanes.AllFinite(differences);
    }
}
