using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>How the loops are compiled that a process spends its time in.</summary>
internal static class Compilation
{
    /// <summary>
    /// At their first call, and at once in their final form: what the runtime makes first otherwise is a hundred times slower, and stays for tenths of a
    /// second. In a program that is compiled ahead (the property CompiledAhead) no mark: marked methods would be left out, and be compiled at the start of every process.
    /// </summary>
#if COMPILED_AHEAD
    public const MethodImplOptions OfHotLoops = 0;
#else
    public const MethodImplOptions OfHotLoops = MethodImplOptions.AggressiveOptimization;
#endif
}
