using Backprop.Data;

namespace Backprop.Explain;

/// <summary>A row whose answer is wrong.</summary>
/// <param name="Row">Its index in the data.</param>
/// <param name="Size">Of a class the output of the wrong one, of numbers how far off the farthest is.</param>
/// <param name="Outputs">The model's answer.</param>
internal sealed record Mistake(int Row, double Size, float[] Outputs)
{
    /// <summary>The most mistakes that a report shows.</summary>
    public const int Most = 20;

    /// <summary>The mistakes that the model is surest of, or the largest errors; rows of the same size in their order.</summary>
    public static IReadOnlyList<Mistake> Worst(Model model, Dataset data, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        const int Portion = 1 << 12;
        var worst = new PriorityQueue<Mistake, (double Size, int Order)>();
        float[] outputs = new float[Math.Min(Portion, data.Count) * data.Outputs], target = new float[data.Outputs];
        for (int row = 0; row < data.Count; row++)
        {
            if (row % Portion == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report((double)row / data.Count);
                int rows = Math.Min(Portion, data.Count - row);
                model.Predict(data.Inputs.Values.Slice(row * data.Features, rows * data.Features), outputs.AsSpan(0, rows * data.Outputs));
            }
            var answer = outputs.AsSpan(row % Portion * data.Outputs, data.Outputs);
            double size = data.IsClassification ? Confidence(answer, data.Label(row)) : Distance(data, row, answer, target);
            if (size <= 0 || (worst.Count == Most && size <= worst.Peek().Size)) continue;
            worst.Enqueue(new Mistake(row, size, answer.ToArray()), (size, -row));
            if (worst.Count > Most) worst.Dequeue();
        }
        return [.. worst.UnorderedItems.Select(item => item.Element).OrderByDescending(mistake => mistake.Size).ThenBy(mistake => mistake.Row)];
    }

    /// <summary>The class that is answered, the first of the largest outputs.</summary>
    public static int Answer(ReadOnlySpan<float> outputs)
    {
        int largest = 0;
        for (int output = 1; output < outputs.Length; output++)
            if (outputs[output] > outputs[largest]) largest = output;
        return largest;
    }

    private static double Confidence(ReadOnlySpan<float> outputs, int label)
    {
        int answer = Answer(outputs);
        return answer == label ? 0 : outputs[answer];
    }

    private static double Distance(Dataset data, int row, ReadOnlySpan<float> outputs, float[] target)
    {
        data.CopyTarget(row, target);
        double farthest = 0;
        for (int output = 0; output < target.Length; output++) farthest = Math.Max(farthest, Math.Abs((double)target[output] - outputs[output]));
        return farthest;
    }
}
