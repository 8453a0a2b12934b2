using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>How the loops are compiled that a process spends its time in.</summary>
internal static class Compilation
{
    /// <summary>
    /// At their first call, and at once in their final form: in what the runtime makes first otherwise, each vector goes through memory and each
    /// operation is a call, until somebody has time to compile it again, for which there may be one processor. Where the program is compiled ahead
    /// (the property CompiledAhead) they are not marked so: marked methods would be left out, and be compiled at the start of every process.
    /// In both they are methods by themselves, so that the compiler's budget for one method is theirs alone.
    /// </summary>
#if COMPILED_AHEAD
    public const MethodImplOptions OfHotLoops = MethodImplOptions.NoInlining;
#else
    public const MethodImplOptions OfHotLoops = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
#endif
}
