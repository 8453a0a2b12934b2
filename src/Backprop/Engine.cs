using Backprop.Numerics;

namespace Backprop;

/// <summary>What the engine uses of this machine. It decides speed alone: results are the same bits everywhere.</summary>
public static class Engine
{
    /// <summary>The number of threads where none is asked for: one for each physical core that the process may use.</summary>
    public static int DefaultThreads => Processor.PhysicalCores;

    /// <summary>The vector width of the kernels: <c>512</c>, <c>256</c>, <c>128</c> or <c>scalar</c>.</summary>
    /// <exception cref="InvalidInputException">The environment variable BACKPROP_SIMD asks for a width that does not exist.</exception>
    public static string VectorWidth => Simd.Name;
}
