using Backprop.Numerics;

namespace Backprop;

/// <summary>w = limit·(2u − 1), u uniform in (0, 1).</summary>
internal sealed class UniformInitializer(string name, Func<int, int, double> limit) : Initializer(name)
{
    private protected override float Draw(CounterRandom random, ulong index, int fanIn, int fanOut) =>
        (float)(limit(fanIn, fanOut) * (2 * random.Uniform(index) - 1));
}
