using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>One of the engine's functions at any vector width, and the same function in double precision.</summary>
internal interface IElementary
{
    static abstract TLanes Of<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>;

    static abstract double Truth(double x);
}

/// <summary>What the tests of one elementary function need to know.</summary>
/// <param name="Bound">The error that the function's documentation states, in ULP.</param>
/// <param name="Range">Beyond ±Range nothing happens any more: the result is 0, 1, x or overflows.</param>
/// <param name="Branches">Where the formula changes; their neighbours on both sides are tested one by one.</param>
internal sealed record ElementaryFunction(string Name, double Bound, float Range, float[] Branches)
{
    public required Func<double, double> Truth { get; init; }

    public required Action<SimdWidth, float[], float[]> Evaluate { get; init; }

    public static ElementaryFunction Of<TFunction>(double bound, float range, params float[] branches) where TFunction : struct, IElementary =>
        new(typeof(TFunction).Name, bound, range, branches) { Truth = TFunction.Truth, Evaluate = Dispatch<TFunction> };

    /// <summary>The results for x, whose length is a multiple of every width.</summary>
    public float[] At(SimdWidth width, float[] x)
    {
        float[] y = new float[x.Length];
        Evaluate(width, x, y);
        return y;
    }

    public override string ToString() => Name;

    private static void Dispatch<TFunction>(SimdWidth width, float[] x, float[] y) where TFunction : struct, IElementary
    {
        switch (width)
        {
            case SimdWidth.Bits512: Loop<TFunction, Lanes512>(x, y); break;
            case SimdWidth.Bits256: Loop<TFunction, Lanes256>(x, y); break;
            case SimdWidth.Bits128: Loop<TFunction, Lanes128>(x, y); break;
            default: Loop<TFunction, ScalarLane>(x, y); break;
        }
    }

    private static unsafe void Loop<TFunction, TLanes>(float[] x, float[] y)
        where TFunction : struct, IElementary
        where TLanes : struct, ILanes<TLanes>
    {
        Assert.Equal(0, x.Length % TLanes.Count);
        fixed (float* source = x, destination = y)
        {
            for (int i = 0; i < x.Length; i += TLanes.Count) TFunction.Of(TLanes.Load(source + i)).Store(destination + i);
        }
    }
}
