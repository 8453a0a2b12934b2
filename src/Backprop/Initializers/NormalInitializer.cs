using Backprop.Numerics;

namespace Backprop;

/// <summary>w = deviation·z, z standard normal.</summary>
internal sealed class NormalInitializer(string name, Func<int, int, double> deviation) : Initializer(name)
{
    private protected override float Draw(CounterRandom random, ulong index, int fanIn, int fanOut) =>
        (float)(deviation(fanIn, fanOut) * random.Normal(index));
}
