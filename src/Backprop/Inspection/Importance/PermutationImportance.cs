using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// How much a model relies on each column: what it loses when the cells of that column are dealt out to the rows anew
/// (Breiman, "Random forests", 2001). A column of the table is permuted as a whole, with every input that is made of it,
/// which is the same as permuting its raw cells before the preparation, since a cell becomes inputs whatever the row.
/// Columns that say the same stand in for each other, so each of them alone may seem unimportant.
/// </summary>
public sealed record PermutationImportance
{
    /// <summary>Loss and metrics of the data as they are.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>Every column, in the order of the model's schema.</summary>
    public required IReadOnlyList<ColumnImportance> Columns { get; init; }

    /// <summary>How often each column was to be permuted.</summary>
    public required int Repeats { get; init; }

    /// <summary>Whether that was done; otherwise it was cancelled, and columns have fewer repeats, or none.</summary>
    public bool IsComplete => Columns.All(column => column.LossIncreases.Count == Repeats);

    /// <summary>The columns by the mean increase of the loss, the largest first; those that were not measured are left out.</summary>
    public IReadOnlyList<ColumnImportance> Ranked => [.. Columns.Where(column => column.LossIncreases.Count > 0).OrderByDescending(column => column.LossIncrease)];

    /// <summary>Measures the importance of every column.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Raw data with the features and targets of the model; best such as it was not trained on.</param>
    /// <param name="options">Repeats, seed and threads; by default those of <see cref="ImportanceOptions"/>.</param>
    /// <param name="progress">Is told the share that is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends the work, in the middle of a permutation; what was measured by then is returned.</param>
    /// <exception cref="InvalidInputException">The data do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before loss and metrics of the data as they are were known.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no repeats.</exception>
    public static PermutationImportance Of(
        Model model, Dataset data, ImportanceOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new ImportanceOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repeats, 1, nameof(options));
        var order = new int[data.Count];
        return Of(model, data, options, (column, repeat) => Permutation(order, options.Seed, (repeat * model.Schema.Features.Count) + column), progress, cancellation);
    }

    /// <summary>The same with permutations of one's own: of a column, counted from 0, and a repeat; row i gets the cell of row order[i].</summary>
    internal static PermutationImportance Of(
        Model model, Dataset data, ImportanceOptions options, Func<int, int, int[]> permutation, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        TrainingOptions.CheckThreads(options.Threads);
        using var team = new ThreadTeam(options.Threads ?? Processor.PhysicalCores);
        var permuted = new PermutedColumns(model, data, team, options.Evaluation, cancellation);
        var columns = permuted.Columns;
        var (losses, metrics) = (columns.Select(_ => new List<double>()).ToArray(), columns.Select(_ => new List<double>()).ToArray());
        // All columns once, then all again: a run that is cut short has compared them all.
        long all = (long)options.Repeats * columns.Count;
        for (long done = 0; done < all && !cancellation.IsCancellationRequested; done++)
        {
            var (repeat, column) = ((int)(done / columns.Count), (int)(done % columns.Count));
            if (Measure(column, repeat, ProgressPart.Of(progress, (double)done / all, (done + 1.0) / all)) is not { } changed) break;
            losses[column].Add(changed.Loss - permuted.Evaluation.Loss);
            metrics[column].Add(MetricOf(permuted.Evaluation) - MetricOf(changed));
            progress?.Report((done + 1.0) / all);
        }
        return new PermutationImportance
        {
            Evaluation = permuted.Evaluation,
            Repeats = options.Repeats,
            Columns = [.. columns.Select((column, i) => new ColumnImportance(column.Name, losses[i], metrics[i]) { IsUsed = column.Width > 0 })],
        };

        // Null where it was cancelled meanwhile.
        Evaluation? Measure(int column, int repeat, ProgressPart? part)
        {
            try
            {
                return columns[column].Width == 0 ? permuted.Evaluation : permuted.Evaluate(column, permutation(column, repeat), part, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    /// <summary>Accuracy, or R².</summary>
    private static double MetricOf(Evaluation evaluation) => evaluation switch
    {
        ClassificationEvaluation classes => classes.Accuracy,
        RegressionEvaluation numbers => numbers.R2,
        _ => double.NaN,
    };

    private static int[] Permutation(int[] order, ulong seed, int stream)
    {
        for (int row = 0; row < order.Length; row++) order[row] = row;
        new CounterRandom(seed, RandomPurpose.Permutation, (uint)stream).Shuffle(order);
        return order;
    }
}
