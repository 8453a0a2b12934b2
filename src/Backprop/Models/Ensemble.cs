using System.Buffers;

namespace Backprop;

/// <summary>What several networks say together: the mean of their outputs. Members ascend in every sum.</summary>
internal static class Ensemble
{
    /// <summary>The mean of the members' outputs for scaled inputs.</summary>
    public static void Predict(IReadOnlyList<Network> members, ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        members[0].Predict(inputs, outputs);
        if (members.Count == 1) return;
        float[] rented = ArrayPool<float>.Shared.Rent(outputs.Length);
        var own = rented.AsSpan(0, outputs.Length);
        for (int member = 1; member < members.Count; member++)
        {
            members[member].Predict(inputs, own);
            for (int i = 0; i < own.Length; i++) outputs[i] += own[i];
        }
        ArrayPool<float>.Shared.Return(rented);
        for (int i = 0; i < outputs.Length; i++) outputs[i] /= members.Count;
    }
}
