using System.Buffers;
using Backprop.Data;
using Backprop.Numerics;

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

    /// <summary>Loss and metrics of the mean outputs on scaled data. The loss goes by the outputs, since there are no common weighted sums.</summary>
    public static Evaluation Evaluate(Model model, Dataset data)
    {
        const int piece = 64 * Matrix.LaneMultiple;
        var kernel = model.Loss.CreateKernel(fused: false);
        Matrix Create(int rows) => new(rows, Math.Min(piece, data.Count));
        Matrix outputs = Create(data.Outputs), targets = Create(data.Outputs), gradient = Create(data.Outputs), losses = Create(1);
        IMetrics metrics = data.IsClassification ? new ClassificationMetrics(data) : new RegressionMetrics(data, model.Schema.TargetScaling);
        var loss = new ChunkSum();
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        for (int first = 0; first < rows.Length; first += piece)
        {
            var part = rows.AsSpan(first, Math.Min(piece, rows.Length - first));
            Load(model, data, part, outputs, targets);
            foreach (var matrix in new[] { gradient, losses }) matrix.UseColumns(part.Length);
            kernel.Evaluate(targets, outputs, outputs, gradient, losses);
            foreach (float pointLoss in losses.Numbers(0)) loss.Add(pointLoss);
            metrics.Add(part, outputs);
        }
        return metrics.Result(loss.Total / rows.Length);
    }

    /// <summary>Mean outputs and targets of some rows that follow one another, a column each.</summary>
    private static void Load(Model model, Dataset data, ReadOnlySpan<int> rows, Matrix outputs, Matrix targets)
    {
        outputs.UseColumns(rows.Length);
        targets.UseColumns(rows.Length);
        var (means, target) = (new float[rows.Length * data.Outputs], new float[data.Outputs]);
        Predict(model.Members, data.Inputs.Values.Slice(rows[0] * data.Features, rows.Length * data.Features), means);
        for (int point = 0; point < rows.Length; point++)
        {
            data.CopyTarget(rows[point], target);
            for (int output = 0; output < target.Length; output++)
            {
                outputs.Numbers(output)[point] = means[point * target.Length + output];
                targets.Numbers(output)[point] = target[output];
            }
        }
    }
}
