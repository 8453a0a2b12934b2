using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The loops of layer normalization, a lane a data point: sums over features ascend, lane by lane.</summary>
internal abstract unsafe class LayerNormalizationKernel
{
    /// <summary>The variant for the vector width in use.</summary>
    public static LayerNormalizationKernel Current => field ??= Simd.Width switch
    {
        SimdWidth.Bits512 => new Vectors<Lanes512>(),
        SimdWidth.Bits256 => new Vectors<Lanes256>(),
        SimdWidth.Bits128 => new Vectors<Lanes128>(),
        _ => new Vectors<ScalarLane>(),
    };

    /// <summary>x̂ = (x − μ)·s with s = 1/√(σ² + ε), and y = γ·x̂ + β, for some columns.</summary>
    /// <param name="operands">The matrices.</param>
    /// <param name="layer">γ, β and ε.</param>
    /// <param name="firstColumn">The first data point.</param>
    /// <param name="endColumn">The end of the data points, whole vectors.</param>
    public abstract void Forward(in LayerNormalizationOperands operands, LayerNormalization layer, int firstColumn, int endColumn);

    /// <summary>∂L/∂x = s·(h − 1/n·Σ h − x̂·1/n·Σ h·x̂) with h = γ·∂L/∂y, for some columns.</summary>
    public abstract void Backward(Matrix gradient, in LayerNormalizationOperands operands, LayerNormalization layer, Matrix inputGradient, int firstColumn, int endColumn);

    private sealed class Vectors<TLanes> : LayerNormalizationKernel
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(Compilation.OfHotLoops)]
        public override void Forward(in LayerNormalizationOperands operands, LayerNormalization layer, int firstColumn, int endColumn)
        {
            var (x, y, normalized) = (operands.Input, operands.Output, operands.Normalized);
            float* scale = layer.Scale.Start, shift = layer.Shift.Start;
            TLanes features = TLanes.Broadcast(x.Rows), epsilon = TLanes.Broadcast(layer.Epsilon);
            for (int lane = firstColumn; lane < endColumn; lane += TLanes.Count)
            {
                TLanes sum = TLanes.Zero, squares = TLanes.Zero;
                for (int i = 0; i < x.Rows; i++) sum += TLanes.Load(x.RowStart(i) + lane);
                TLanes mean = sum / features;
                for (int i = 0; i < x.Rows; i++)
                {
                    TLanes distance = TLanes.Load(x.RowStart(i) + lane) - mean;
                    squares = TLanes.MultiplyAdd(distance, distance, squares);
                }
                TLanes inverse = TLanes.Broadcast(1) / TLanes.Sqrt(squares / features + epsilon);
                if (operands.Inverses is { } inverses) inverse.Store(inverses.Start + lane);
                for (int i = 0; i < x.Rows; i++)
                {
                    TLanes one = (TLanes.Load(x.RowStart(i) + lane) - mean) * inverse;
                    if (normalized is not null) one.Store(normalized.RowStart(i) + lane);
                    TLanes.MultiplyAdd(TLanes.Broadcast(scale[i]), one, TLanes.Broadcast(shift[i])).Store(y.RowStart(i) + lane);
                }
            }
        }

        [MethodImpl(Compilation.OfHotLoops)]
        public override void Backward(Matrix gradient, in LayerNormalizationOperands operands, LayerNormalization layer, Matrix inputGradient, int firstColumn, int endColumn)
        {
            var (normalized, inverses) = (operands.Normalized!, operands.Inverses!);
            float* scale = layer.Scale.Start;
            TLanes features = TLanes.Broadcast(gradient.Rows);
            for (int lane = firstColumn; lane < endColumn; lane += TLanes.Count)
            {
                TLanes sum = TLanes.Zero, products = TLanes.Zero;
                for (int i = 0; i < gradient.Rows; i++)
                {
                    TLanes h = TLanes.Broadcast(scale[i]) * TLanes.Load(gradient.RowStart(i) + lane);
                    sum += h;
                    products = TLanes.MultiplyAdd(h, TLanes.Load(normalized.RowStart(i) + lane), products);
                }
                TLanes meanGradient = sum / features, meanProduct = -(products / features), inverse = TLanes.Load(inverses.Start + lane);
                for (int i = 0; i < gradient.Rows; i++)
                {
                    TLanes h = TLanes.Broadcast(scale[i]) * TLanes.Load(gradient.RowStart(i) + lane);
                    (inverse * TLanes.MultiplyAdd(meanProduct, TLanes.Load(normalized.RowStart(i) + lane), h - meanGradient)).Store(inputGradient.RowStart(i) + lane);
                }
            }
        }
    }
}

/// <summary>What a layer normalization reads and writes.</summary>
/// <param name="Input">x, <c>[features, batch]</c>.</param>
/// <param name="Output">y, the same shape.</param>
/// <param name="Normalized">x̂, the same shape; null where no backward pass follows.</param>
/// <param name="Inverses">s, <c>[1, batch]</c>; null where no backward pass follows.</param>
internal readonly record struct LayerNormalizationOperands(Matrix Input, Matrix Output, Matrix? Normalized, Matrix? Inverses);
