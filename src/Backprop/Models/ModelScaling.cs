using Backprop.Data;

namespace Backprop;

/// <summary>Data as the network of a model sees them.</summary>
internal static class ModelScaling
{
    /// <summary>A copy of the data with inputs and targets scaled as the schema says.</summary>
    /// <exception cref="InvalidInputException">The data have another width, or predict something else.</exception>
    public static Dataset Scale(this ModelSchema schema, Dataset data)
    {
        if (data.IsClassification != schema.IsClassification)
            throw new InvalidInputException(
                $"The model predicts {(schema.IsClassification ? "classes" : "numbers")}, but the target of '{data.Name}' is {(data.IsClassification ? "a class" : "a number")}.");
        Expect("features", data.Features, schema.Features.Count);
        Expect(schema.IsClassification ? "classes" : "targets", data.Outputs, schema.Classes?.Count ?? schema.Targets.Count);
        if (schema.Classes is { } classes && !classes.SequenceEqual(data.ClassNames!))
            throw new InvalidInputException(
                $"'{data.Name}' has the classes {Some(data.ClassNames!)}, but the model has {Some(classes)}. Use data with the model's own classes in its order, or retrain.");
        var inputs = new float[checked(data.Count * data.Features)];
        for (int row = 0; row < data.Count; row++)
        {
            var scaled = inputs.AsSpan(row * data.Features, data.Features);
            if (schema.InputScaling is { } scaling) Apply(scaling, data.Input(row), scaled, data.FeatureNames);
            else data.Input(row).CopyTo(scaled);
        }
        var result = schema.IsClassification
            ? Dataset.ForClassification(data.Name, inputs, data.Features, Labels(data), data.ClassNames!, data.FeatureNames, targetName: data.TargetNames[0])
            : Dataset.ForRegression(data.Name, inputs, data.Features, Targets(data, schema.TargetScaling), data.TargetNames, data.FeatureNames);
        if (data.HasWeights) result = result.WithWeights(data.Weights.ToArray());
        return data.ImageShape is { } shape ? result.AsImages(shape) : result;

        void Expect(string what, int given, int expected)
        {
            if (given != expected)
                throw new InvalidInputException($"The model expects {expected} {what}, but '{data.Name}' has {given}. Use data with the model's own columns, or retrain.");
        }
    }

    internal static void Apply(AffineScaling scaling, ReadOnlySpan<float> raw, Span<float> scaled, IReadOnlyList<string> columns)
    {
        for (int column = 0; column < raw.Length; column++)
        {
            float value = raw[column];
            scaled[column] = scaling.Apply(value, column);
            if (!float.IsFinite(scaled[column]))
                throw new InvalidInputException(FormattableString.Invariant(
                    $"The value {value} of '{columns[column]}' is too large: scaled to mean 0 and deviation 1 it is no float any more. Correct the value, or leave out its row."));
        }
    }

    private static string Some(IReadOnlyList<string> names)
    {
        const int Enough = 10;
        return string.Join(", ", names.Take(Enough)) + (names.Count > Enough ? $", … ({names.Count})" : "");
    }

    private static int[] Labels(Dataset data)
    {
        var labels = new int[data.Count];
        for (int row = 0; row < labels.Length; row++) labels[row] = data.Label(row);
        return labels;
    }

    private static float[] Targets(Dataset data, AffineScaling? scaling)
    {
        var targets = new float[checked(data.Count * data.Outputs)];
        for (int row = 0; row < data.Count; row++)
        {
            var target = targets.AsSpan(row * data.Outputs, data.Outputs);
            data.CopyTarget(row, target);
            if (scaling is not null) Apply(scaling, target, target, data.TargetNames);
        }
        return targets;
    }
}
