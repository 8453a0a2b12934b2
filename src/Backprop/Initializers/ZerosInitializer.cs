using Backprop.Numerics;

namespace Backprop;

/// <summary>w = 0.</summary>
internal sealed class ZerosInitializer() : Initializer("zeros")
{
    private protected override float Draw(CounterRandom random, ulong index, int fanIn, int fanOut) => 0;
}
