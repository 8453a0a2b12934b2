using Backprop.Numerics;

namespace Backprop.Tests.Hostile;

/// <summary>Random draws of one mutant, one after the other: mutant n of a seed is the same on every machine.</summary>
internal sealed class Chance(ulong seed, uint number)
{
    private readonly CounterRandom _random = new(seed, RandomPurpose.Sampling, number);
    private ulong _drawn;

    /// <summary>A whole number from 0 to below the given one.</summary>
    public int Below(int count) => _random.Below(count, _drawn++);

    public bool OneIn(int count) => Below(count) == 0;

    public ulong Bits() => _random.Bits(_drawn++);

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>A length from 0 on, mostly small.</summary>
    public int Length(int most) => most <= 0 ? 0 : Below(1 + Math.Min(most, 1 << Below(12)));
}
