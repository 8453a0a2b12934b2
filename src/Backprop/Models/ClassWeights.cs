using System.Globalization;
using Backprop.Data;

namespace Backprop;

/// <summary>
/// How much the rows of each class count in training and validation, loss and metrics alike. Where rows have weights of their own
/// (<see cref="Dataset.Weights"/>), both multiply.
/// </summary>
public sealed record ClassWeights
{
    private ClassWeights(string text, IReadOnlyDictionary<string, float>? byName) => (Text, ByName) = (text, byName);

    /// <summary>As <see cref="Parse"/> takes it.</summary>
    public string Text { get; }

    private IReadOnlyDictionary<string, float>? ByName { get; }

    /// <summary>All classes count by their rows; the default.</summary>
    public static ClassWeights None { get; } = new("none", null);

    /// <summary>
    /// Every class counts as much as any other: its rows weigh N/(K·n), for n rows of the class among N of K classes in the training part;
    /// scikit-learn's <c>balanced</c>. Where rows have weights, their sums take the place of N and n.
    /// </summary>
    public static ClassWeights Balanced { get; } = new("balanced", null);

    /// <summary>Weights by the name of the class; those that are not named weigh 1.</summary>
    /// <exception cref="InvalidInputException">There is none, or one is negative or not finite.</exception>
    public static ClassWeights Of(IReadOnlyDictionary<string, float> weights)
    {
        if (weights.Count == 0) throw new InvalidInputException("Class weights: give at least one class its weight, such as rare=10.");
        foreach (var (name, weight) in weights)
            if (!(weight >= 0 && float.IsFinite(weight)))
                throw new InvalidInputException(FormattableString.Invariant($"The weight of class '{name}' is {weight}; a weight is a finite number of 0 or more."));
        var byName = new SortedDictionary<string, float>(weights.ToDictionary(), StringComparer.Ordinal);
        return new ClassWeights(string.Join(',', byName.Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value}"))), byName);
    }

    /// <summary>What <c>--class-weights</c> takes: <c>balanced</c>, <c>none</c> or <c>name=w,name=w</c>. A name may have commas and equals signs in it.</summary>
    /// <exception cref="InvalidInputException">It is none of these.</exception>
    public static ClassWeights Parse(string text)
    {
        if (text == None.Text) return None;
        if (text == Balanced.Text) return Balanced;
        var weights = new Dictionary<string, float>();
        string name = "";
        foreach (string part in text.Split(','))
        {
            name += part;
            int sign = name.LastIndexOf('=');
            if (sign <= 0 || !float.TryParse(name.AsSpan(sign + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out float weight))
            {
                name += ',';
                continue;
            }
            if (!weights.TryAdd(name[..sign].Trim(), weight)) throw new InvalidInputException($"Class weights '{text}': '{name[..sign].Trim()}' is there twice.");
            name = "";
        }
        if (name.Length > 0) throw new InvalidInputException($"Class weights '{text}': '{name.TrimEnd(',')}' is not a class with its weight. Give balanced, none, or such as rare=10,common=1.");
        return Of(weights);
    }

    /// <summary>The weight of each class of the data, <c>[Outputs]</c>; null where there is nothing to weigh.</summary>
    /// <param name="training">What is trained on.</param>
    /// <exception cref="InvalidInputException">The data have numbers to predict, or not the classes that are named.</exception>
    internal float[]? For(Dataset training)
    {
        if (this == None) return null;
        if (training.ClassNames is not { } names)
            throw new InvalidInputException($"Class weights are for classes, and '{training.Name}' has numbers to predict. Leave them out, or give rows weights of their own.");
        if (ByName is null) return BalancedFor(training);
        if (ByName.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
            throw new InvalidInputException($"There is no class '{unknown}' to weigh in '{training.Name}'; there are {string.Join(", ", names.Take(20).Select(name => $"'{name}'"))}{(names.Count > 20 ? ", …" : "")}.");
        float[] weights = [.. names.Select(name => ByName.GetValueOrDefault(name, 1))];
        if (training.ClassWeightSums().Zip(weights).All(pair => pair.First * pair.Second == 0))
            throw new InvalidInputException($"The classes of all rows of '{training.Name}' that are trained on have the weight 0; at least one must be above.");
        return weights;
    }

    private static float[] BalancedFor(Dataset training)
    {
        double[] sums = training.ClassWeightSums();
        double all = sums.Sum();
        int present = sums.Count(sum => sum > 0);
        // A class that no row is trained on has nothing to balance.
        return [.. sums.Select(sum => sum > 0 ? (float)(all / (present * sum)) : 1)];
    }

    /// <summary>The data with the weight of its class on each row, times its own where it has one.</summary>
    /// <param name="data">The data.</param>
    /// <param name="weights">The weight of each class.</param>
    internal static Dataset Apply(Dataset data, IReadOnlyList<float> weights)
    {
        var ofRows = new float[data.Count];
        for (int row = 0; row < ofRows.Length; row++) ofRows[row] = data.Weight(row) * weights[data.Labels[row]];
        return data.WithWeights(ofRows);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
