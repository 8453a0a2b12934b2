namespace Backprop.Explain;

/// <summary>Areas under the curves of a ranking; NaN where a class has no rows, or all.</summary>
internal static class CurveArea
{
    /// <summary>The area under the ROC curve: between neighbours the curve is straight.</summary>
    public static double Roc(IReadOnlyList<CurveStep>? curve)
    {
        if (curve is null || curve[^1].Recall == 0 || curve[^1].FalsePositiveRate == 0) return double.NaN;
        double area = 0;
        for (int i = 1; i < curve.Count; i++)
            area += (curve[i].FalsePositiveRate - curve[i - 1].FalsePositiveRate) * (curve[i].Recall + curve[i - 1].Recall) / 2;
        return area;
    }

    /// <summary>Average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ.</summary>
    public static double AveragePrecision(IReadOnlyList<CurveStep>? curve)
    {
        if (curve is null || curve[^1].Recall == 0) return double.NaN;
        double sum = 0;
        for (int i = 1; i < curve.Count; i++) sum += (curve[i].Recall - curve[i - 1].Recall) * curve[i].Precision;
        return sum;
    }
}
