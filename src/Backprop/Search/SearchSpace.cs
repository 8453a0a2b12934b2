using System.Globalization;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// What a search varies and within which values. What is null stays as the options have it that are searched around.
/// A candidate is a pure function of the seed and its number: random search, Bergstra and Bengio, "Random search for hyper-parameter
/// optimization", 2012.
/// </summary>
public sealed record SearchSpace
{
    private const int LargestWidth = 1 << 20, LargestDepth = 100;

    /// <summary>Neurons of each hidden layer; all have the same.</summary>
    public SearchDimension? Widths { get; init; }

    /// <summary>Hidden layers.</summary>
    public SearchDimension? Depths { get; init; }

    /// <summary>Learning rates η.</summary>
    public SearchDimension? LearningRates { get; init; }

    /// <summary>Weight decays λ.</summary>
    public SearchDimension? WeightDecays { get; init; }

    /// <summary>Rates of dropout behind each hidden layer.</summary>
    public SearchDimension? Dropouts { get; init; }

    /// <summary>Data points of an update.</summary>
    public SearchDimension? BatchSizes { get; init; }

    /// <summary>
    /// The space around options: widths from a quarter to the fourfold, 1 to 3 layers, rates and decays from a tenth to the tenfold, batches
    /// from half to the fourfold, dropout up to 0.5 for classes of many inputs and up to 0.2 elsewhere. What the options cannot vary, such as
    /// the batches of an optimizer that takes all data at once, is left as it is.
    /// </summary>
    /// <param name="options">The options, usually <see cref="ModelOptions.For(Data.Dataset)"/>, whose values depend on task, rows and inputs.</param>
    /// <param name="isClassification">Whether classes are predicted, rather than numbers.</param>
    /// <param name="rows">Data points to learn from, at least 1.</param>
    /// <param name="inputs">Inputs of the network.</param>
    public static SearchSpace Around(ModelOptions options, bool isClassification, long rows, int inputs)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rule = options.Optimizer ?? new Sgd();
        bool hasHidden = options.Layers is null && options.Hidden.Count > 0;
        int width = hasHidden ? options.Hidden.Max() : 0;
        return new SearchSpace
        {
            Widths = hasHidden ? SearchDimension.WholeLogBetween(Math.Max(1, width / 4), Math.Min(LargestWidth, 4 * width)) : null,
            Depths = hasHidden ? SearchDimension.WholeBetween(1, 3) : null,
            LearningRates = rule.SearchesAlongLines ? null : SearchDimension.LogBetween(Exact(rule.LearningRate, 0.1), Exact(rule.LearningRate, 10)),
            WeightDecays = rule.WeightDecay > 0 ? SearchDimension.LogBetween(Exact(rule.WeightDecay, 0.1), Exact(rule.WeightDecay, 10)) : SearchDimension.LogBetween(1e-6, 1e-2),
            Dropouts = !hasHidden || rule.SearchesAlongLines ? null : isClassification && inputs >= InputsForDropout ? SearchDimension.Between(0, 0.5) : SearchDimension.OneOf(0, 0.1, 0.2),
            BatchSizes = BatchesAround(options.Training.BatchSize, rows),
        };
    }

    // As the defaults have it: a network of few inputs misses what dropout takes away.
    private const int InputsForDropout = 16;

    /// <summary>Each that varies, by its name in studies.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Facts() =>
        Dimensions.Select(dimension => new KeyValuePair<string, string>($"search {dimension.Name}", dimension.Values?.Fact ?? "not searched"));

    private (string Name, SearchDimension? Values)[] Dimensions =>
    [
        ("widths", Widths), ("depths", Depths), ("learning rates", LearningRates), ("weight decays", WeightDecays), ("dropouts", Dropouts), ("batch sizes", BatchSizes),
    ];

    /// <summary>Whether candidates can differ at all.</summary>
    internal bool IsPoint => Dimensions.All(dimension => dimension.Values is null or { IsPoint: true });

    /// <summary>The options of a candidate.</summary>
    /// <param name="options">What the search is around: candidate 1 itself.</param>
    /// <param name="seed">The key.</param>
    /// <param name="number">The candidate, from 1.</param>
    internal ModelOptions Candidate(ModelOptions options, ulong seed, int number)
    {
        if (number == 1) return options;
        var random = new CounterRandom(seed, RandomPurpose.Candidate, (uint)number);
        // The place of each number is its own, so that what is left out changes no other one.
        int? width = (int?)Widths?.At(random.Uniform(0)), depth = (int?)Depths?.At(random.Uniform(1)), batch = (int?)BatchSizes?.At(random.Uniform(5));
        var settings = options.Optimizer!.Settings;
        return options with
        {
            Hidden = width is null && depth is null ? options.Hidden : [.. Enumerable.Repeat(width ?? options.Hidden.Max(), depth ?? options.Hidden.Count)],
            Dropout = (float?)Dropouts?.At(random.Uniform(4)) ?? options.Dropout,
            Optimizer = Optimizer.Create(settings with
            {
                LearningRate = LearningRates?.At(random.Uniform(2)) ?? settings.LearningRate,
                WeightDecay = WeightDecays?.At(random.Uniform(3)) ?? settings.WeightDecay,
            }),
            Training = options.Training with { BatchSize = batch ?? options.Training.BatchSize },
        };
    }

    /// <exception cref="InvalidInputException">Values that no training can have, or that the options make no use of.</exception>
    internal void Check(ModelOptions options)
    {
        RequireWithin(Widths, "widths", 1, LargestWidth, isWhole: true);
        RequireWithin(Depths, "depths", 1, LargestDepth, isWhole: true);
        RequireWithin(BatchSizes, "batch sizes", 1, int.MaxValue, isWhole: true);
        if (LearningRates is { Least: <= 0 }) throw new InvalidInputException($"The learning rates {LearningRates} must be above 0.");
        if (WeightDecays is { Least: < 0 }) throw new InvalidInputException($"The weight decays {WeightDecays} must be 0 or more.");
        if (Dropouts is { } dropouts && !(dropouts.Least >= 0 && dropouts.Largest < 1)) throw new InvalidInputException($"The dropouts {dropouts} must be from 0 to below 1.");
        if (options.Layers is not null && (Widths ?? Depths ?? Dropouts) is not null)
            throw new InvalidInputException("Layers of your own have no widths, depths or dropouts to search. Leave these out.");
        if (options.Hidden.Count == 0 && (Widths ?? Depths ?? Dropouts) is not null)
            throw new InvalidInputException("There is no hidden layer whose width, depth or dropout could be searched. Leave these out, or give hidden layers.");
        if (options.Optimizer is { SearchesAlongLines: true } rule && (LearningRates ?? BatchSizes ?? Dropouts) is not null)
            throw new InvalidInputException($"The optimizer {rule.Name} finds its steps by itself, on all data at once: there are no learning rates, batch sizes or dropouts to search. Leave these out, or choose another optimizer.");
    }

    private static void RequireWithin(SearchDimension? values, string name, int least, int largest, bool isWhole)
    {
        if (values is null) return;
        if (isWhole && !values.IsWhole) throw new InvalidInputException($"The {name} {values} must be whole numbers.");
        if (values.Least < least || values.Largest > largest) throw new InvalidInputException($"The {name} {values} must be from {least} to {largest}.");
    }

    private static SearchDimension? BatchesAround(int size, long rows)
    {
        if (size == TrainingOptions.WholeDataset) return null;
        double[] sizes = [.. new[] { Math.Max(1, size / 2), size, 2L * size, 4L * size }.Where(batch => batch <= Math.Max(size, rows / 4) && batch < int.MaxValue).Distinct().Select(batch => (double)batch)];
        return SearchDimension.OneOf(sizes);
    }

    /// <summary>A multiple without the noise of binary fractions.</summary>
    private static double Exact(float value, double factor) =>
        double.Parse((PrintedNumber.Of(value) * factor).ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
