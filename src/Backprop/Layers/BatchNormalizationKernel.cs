using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The loops of batch normalization over one feature of a batch, a lane a data point; and over the features of one data point.</summary>
internal abstract unsafe class BatchNormalizationKernel
{
    /// <summary>The variant for the vector width in use.</summary>
    public static BatchNormalizationKernel Current => field ??= Simd.Width switch
    {
        SimdWidth.Bits512 => new Vectors<Lanes512>(),
        SimdWidth.Bits256 => new Vectors<Lanes256>(),
        SimdWidth.Bits128 => new Vectors<Lanes128>(),
        _ => new Vectors<ScalarLane>(),
    };

    /// <summary>1/√(variance + ε), with the bits that the lanes of <see cref="Point"/> give.</summary>
    public static float Inverse(float variance, float epsilon) => 1 / MathF.Sqrt(variance + epsilon);

    /// <summary>x ← x − mean, for a feature.</summary>
    public abstract void Center(float* x, int columns, float mean);

    /// <summary>x̂ = (x − mean)·inverse and y = γ·x̂ + β, for a feature.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="normalized">Receives x̂; null where it is not kept. May be <paramref name="x"/>.</param>
    /// <param name="y">Receives y.</param>
    /// <param name="columns">Data points and padding.</param>
    /// <param name="feature">The numbers of the feature.</param>
    public abstract void Forward(float* x, float* normalized, float* y, int columns, in FeatureNumbers feature);

    /// <summary>∂L/∂x = factor·(g − meanGradient − x̂·meanProduct), for a feature.</summary>
    public abstract void Backward(float* gradient, float* normalized, float* inputGradient, int columns, float factor, float meanGradient, float meanProduct);

    /// <summary>The forward pass of one data point by the running statistics; all are columns, a lane a feature.</summary>
    public abstract void Point(Matrix x, Matrix y, BatchNormalization layer);

    private sealed class Vectors<TLanes> : BatchNormalizationKernel
        where TLanes : struct, ILanes<TLanes>
    {
        [MethodImpl(Compilation.OfHotLoops)]
        public override void Center(float* x, int columns, float mean)
        {
            TLanes offset = TLanes.Broadcast(mean);
            for (int lane = 0; lane < columns; lane += TLanes.Count) (TLanes.Load(x + lane) - offset).Store(x + lane);
        }

        [MethodImpl(Compilation.OfHotLoops)]
        public override void Forward(float* x, float* normalized, float* y, int columns, in FeatureNumbers feature)
        {
            TLanes mean = TLanes.Broadcast(feature.Mean), inverse = TLanes.Broadcast(feature.Inverse);
            TLanes scale = TLanes.Broadcast(feature.Scale), shift = TLanes.Broadcast(feature.Shift);
            for (int lane = 0; lane < columns; lane += TLanes.Count)
            {
                TLanes one = (TLanes.Load(x + lane) - mean) * inverse;
                if (normalized is not null) one.Store(normalized + lane);
                TLanes.MultiplyAdd(scale, one, shift).Store(y + lane);
            }
        }

        [MethodImpl(Compilation.OfHotLoops)]
        public override void Backward(float* gradient, float* normalized, float* inputGradient, int columns, float factor, float meanGradient, float meanProduct)
        {
            TLanes all = TLanes.Broadcast(factor), offset = TLanes.Broadcast(meanGradient), product = TLanes.Broadcast(-meanProduct);
            for (int lane = 0; lane < columns; lane += TLanes.Count)
                (all * TLanes.MultiplyAdd(product, TLanes.Load(normalized + lane), TLanes.Load(gradient + lane) - offset)).Store(inputGradient + lane);
        }

        [MethodImpl(Compilation.OfHotLoops)]
        public override void Point(Matrix x, Matrix y, BatchNormalization layer)
        {
            float* mean = layer.RunningMean.Start, variance = layer.RunningVariance.Start, scale = layer.Scale.Start, shift = layer.Shift.Start;
            TLanes one = TLanes.Broadcast(1), epsilon = TLanes.Broadcast(layer.Epsilon);
            for (int i = 0; i < y.Length; i += TLanes.Count)
            {
                TLanes inverse = one / TLanes.Sqrt(TLanes.Load(variance + i) + epsilon);
                TLanes normalized = (TLanes.Load(x.Start + i) - TLanes.Load(mean + i)) * inverse;
                TLanes.MultiplyAdd(TLanes.Load(scale + i), normalized, TLanes.Load(shift + i)).Store(y.Start + i);
            }
        }
    }
}

/// <summary>What a feature is normalized with.</summary>
/// <param name="Mean">μ.</param>
/// <param name="Inverse">1/√(σ² + ε).</param>
/// <param name="Scale">γ.</param>
/// <param name="Shift">β.</param>
internal readonly record struct FeatureNumbers(float Mean, float Inverse, float Scale, float Shift);
