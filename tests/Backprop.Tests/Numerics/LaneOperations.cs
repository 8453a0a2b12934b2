using System.Reflection;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>An operation of <see cref="ILanes{TLanes}"/> as a function of three vectors; it may ignore some.</summary>
internal interface ILaneOperation
{
    static abstract TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes>;
}

/// <summary>Every operation from vectors to a vector, by its name in <see cref="ILanes{TLanes}"/>.</summary>
internal static class LaneOperations
{
    // What does not take vectors to a vector of the same lanes has tests of its own.
    private static readonly string[] Others = ["get_Count", "get_Zero", "Broadcast", "Load", "Store", "AllFinite", "First", "LoadColumns"];

    /// <summary>The name of each operation, and the bits of its results over all triples at a width.</summary>
    public static IReadOnlyDictionary<string, Func<SimdWidth, float[], float[], float[], int[]>> All { get; } =
        new Dictionary<string, Func<SimdWidth, float[], float[], float[], int[]>>
        {
            ["op_Addition"] = Bits<Add>,
            ["op_Subtraction"] = Bits<Subtract>,
            ["op_Multiply"] = Bits<Multiply>,
            ["op_Division"] = Bits<Divide>,
            ["op_UnaryNegation"] = Bits<Negate>,
            ["MultiplyAdd"] = Bits<MultiplyAdd>,
            ["AddProduct"] = Bits<AddProduct>,
            ["Max"] = Bits<Max>,
            ["Min"] = Bits<Min>,
            ["Abs"] = Bits<Abs>,
            ["Sqrt"] = Bits<Sqrt>,
            ["CopySign"] = Bits<CopySign>,
            ["GreaterThan"] = Bits<GreaterThan>,
            ["LessThan"] = Bits<LessThan>,
            ["Equal"] = Bits<Equal>,
            ["Select"] = Bits<Select>,
            ["And"] = Bits<And>,
            ["AndNot"] = Bits<AndNot>,
            ["Or"] = Bits<Or>,
            ["Xor"] = Bits<Xor>,
            ["AddInt32"] = Bits<AddInt32>,
            ["SubtractInt32"] = Bits<SubtractInt32>,
            ["ConvertToSingle"] = Bits<ConvertToSingle>,
            ["ShiftLeft"] = Bits<ShiftLeft>,
            ["ShiftRightLogical"] = Bits<ShiftRightLogical>,
            ["ShiftRightArithmetic"] = Bits<ShiftRightArithmetic>,
            ["ConvertToInt32"] = Bits<ConvertToInt32>,
        };

    /// <summary>The operations that the interface declares.</summary>
    public static IEnumerable<string> Declared =>
        typeof(ILanes<>).GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public).Select(method => method.Name).Except(Others);

    private static int[] Bits<TOperation>(SimdWidth width, float[] a, float[] b, float[] c) where TOperation : struct, ILaneOperation => width switch
    {
        SimdWidth.Bits512 => Loop<TOperation, Lanes512>(a, b, c),
        SimdWidth.Bits256 => Loop<TOperation, Lanes256>(a, b, c),
        SimdWidth.Bits128 => Loop<TOperation, Lanes128>(a, b, c),
        _ => Loop<TOperation, ScalarLane>(a, b, c),
    };

    private static unsafe int[] Loop<TOperation, TLanes>(float[] a, float[] b, float[] c)
        where TOperation : struct, ILaneOperation
        where TLanes : struct, ILanes<TLanes>
    {
        Assert.Equal(0, a.Length % TLanes.Count);
        int[] bits = new int[a.Length];
        fixed (float* left = a, right = b, third = c)
        fixed (int* result = bits)
        {
            for (int i = 0; i < a.Length; i += TLanes.Count)
                TOperation.Of(TLanes.Load(left + i), TLanes.Load(right + i), TLanes.Load(third + i)).Store((float*)(result + i));
        }
        return bits;
    }

    private readonly struct Add : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => a + b;
    }

    private readonly struct Subtract : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => a - b;
    }

    private readonly struct Multiply : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => a * b;
    }

    private readonly struct Divide : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => a / b;
    }

    private readonly struct Negate : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => -a;
    }

    private readonly struct MultiplyAdd : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.MultiplyAdd(a, b, c);
    }

    private readonly struct AddProduct : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes>
        {
            TLanes.AddProduct(a, b, ref c);
            return c;
        }
    }

    private readonly struct Max : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Max(a, b);
    }

    private readonly struct Min : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Min(a, b);
    }

    private readonly struct Abs : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Abs(a);
    }

    private readonly struct Sqrt : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Sqrt(a);
    }

    private readonly struct CopySign : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.CopySign(a, b);
    }

    private readonly struct GreaterThan : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.GreaterThan(a, b);
    }

    private readonly struct LessThan : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.LessThan(a, b);
    }

    private readonly struct Equal : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Equal(a, b);
    }

    private readonly struct Select : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Select(a, b, c);
    }

    private readonly struct And : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.And(a, b);
    }

    private readonly struct AndNot : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.AndNot(a, b);
    }

    private readonly struct Or : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Or(a, b);
    }

    private readonly struct Xor : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.Xor(a, b);
    }

    private readonly struct AddInt32 : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.AddInt32(a, b);
    }

    private readonly struct SubtractInt32 : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.SubtractInt32(a, b);
    }

    private readonly struct ConvertToSingle : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.ConvertToSingle(a);
    }

    private readonly struct ShiftLeft : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.ShiftLeft(a, 23);
    }

    private readonly struct ShiftRightLogical : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.ShiftRightLogical(a, 23);
    }

    private readonly struct ShiftRightArithmetic : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.ShiftRightArithmetic(a, 23);
    }

    private readonly struct ConvertToInt32 : ILaneOperation
    {
        public static TLanes Of<TLanes>(TLanes a, TLanes b, TLanes c) where TLanes : struct, ILanes<TLanes> => TLanes.ConvertToInt32(InInt32Range(a));
    }

    /// <summary>a, or 0 where its integer part is no 32-bit integer: those results are unspecified.</summary>
    private static TLanes InInt32Range<TLanes>(TLanes a) where TLanes : struct, ILanes<TLanes>
    {
        TLanes below = TLanes.LessThan(a, TLanes.Broadcast(2147483648f)), above = TLanes.GreaterThan(a, TLanes.Broadcast(-2147483904f));
        return TLanes.Select(TLanes.And(below, above), a, TLanes.Zero);
    }
}
