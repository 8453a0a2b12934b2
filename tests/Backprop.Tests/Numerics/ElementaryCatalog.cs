using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>The engine's elementary functions with their stated bounds.</summary>
internal static class ElementaryCatalog
{
    public static IReadOnlyList<ElementaryFunction> All { get; } =
    [
        ElementaryFunction.Of<Exp>(0.9, 104, -104, -103.972f, -87.33655f, 88.72284f, 89),
        ElementaryFunction.Of<ExpMinus1>(1.4, 89, -18, -17.32868f, -0.34657359f, 0.34657359f, 32, 88.72284f, 89),
        ElementaryFunction.Of<Log>(0.8, 10, 1.17549435e-38f, 0.70710678f, 1.41421356f),
        ElementaryFunction.Of<Log1Plus>(1.4, 10, -1, -0.29289322f, 0.41421356f, 1e18f),
        ElementaryFunction.Of<Tanh>(1.5, 10, -9.02f, -0.55f, 0.55f, 9.02f, 10),
        ElementaryFunction.Of<Sigmoid>(2.5, 104, -104, -103.972f, -87.33655f, 16.635532f, 104),
        ElementaryFunction.Of<Softplus>(1.6, 104, -104, -103.972f, -87.33655f, -0.88137359f, 0.88137359f, 17.32868f),
        ElementaryFunction.Of<Erf>(1.1, 4, -4, -3.92f, -0.925f, 0.925f, 3.92f, 4),
        ElementaryFunction.Of<NormalDensity>(2, 15, -16, -14.42f, 14.42f, 16),
        ElementaryFunction.Of<NormalCumulative>(4.3, 15, -16, -14.17f, 5.42f, 16),
    ];

    private readonly struct Exp : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Exp(x);

        public static double Truth(double x) => ElementaryTruth.Exp(x);
    }

    private readonly struct ExpMinus1 : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.ExpMinus1(x);

        public static double Truth(double x) => ElementaryTruth.ExpMinus1(x);
    }

    private readonly struct Log : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Log(x);

        public static double Truth(double x) => Math.Log(x);
    }

    private readonly struct Log1Plus : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Log1Plus(x);

        public static double Truth(double x) => ElementaryTruth.Log1Plus(x);
    }

    private readonly struct Tanh : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Tanh(x);

        public static double Truth(double x) => Math.Tanh(x);
    }

    private readonly struct Sigmoid : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Sigmoid(x);

        public static double Truth(double x) => ElementaryTruth.Sigmoid(x);
    }

    private readonly struct Softplus : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Softplus(x);

        public static double Truth(double x) => ElementaryTruth.Softplus(x);
    }

    private readonly struct Erf : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.Erf(x);

        public static double Truth(double x) => ElementaryTruth.Erf(x);
    }

    private readonly struct NormalDensity : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.NormalDensity(x);

        public static double Truth(double x) => ElementaryTruth.NormalDensity(x);
    }

    private readonly struct NormalCumulative : IElementary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => ElementaryFunctions.NormalCumulative(x);

        public static double Truth(double x) => ElementaryTruth.NormalCumulative(x);
    }
}
