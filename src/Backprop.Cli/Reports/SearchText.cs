using Backprop.Cli.Terminals;

namespace Backprop.Cli.Reports;

/// <summary>What a person is told before and after a search.</summary>
internal sealed class SearchText(CommandEnvironment environment)
{
    // A share of 95 % has a standard error of two points on as many rows: as much as most options are worth.
    private const int FewRows = 100;

    private readonly Facts _facts = new(environment);
    private readonly EvaluationText _evaluations = new(environment);
    private SearchStart? _start;

    public void Start(SearchStart start)
    {
        _start = start;
        var (data, search, training) = (start.Loaded.Data, start.Search, start.Options.Training);
        string test = start.TestRows > 0 ? $"; {Figures.Count(start.TestRows, "row")} more for the test" : "";
        _facts.Write("Data", $"{data.Name}: {Figures.Count(start.Loaded.Rows, "row")} ({Judged(search)}){test}; {Figures.Count(data.Features, "feature")}");
        if (start.Loaded.Description is { } table) new TableText(environment).Write(table, start.Loaded.Prepared);
        _facts.Write("Around", $"{TrialCells.Hidden(start.Options)} hidden, {start.Options.Optimizer!.Settings}, batches of {TrialCells.Batch(start.Options)}, at most {Figures.Count(training.Epochs, "epoch")}, seed {training.Seed}, {Figures.Count(training.Threads!.Value, "thread")}: trial 1");
        _facts.Write("Search", Space(search.Space));
        _facts.Write("Rungs", $"{string.Join(", ", search.Rungs.Select((rung, i) => $"{(i == 0 ? Figures.Count(rung.Trials, "trial") : Figures.Count(rung.Trials))} to epoch {Figures.Count(rung.Epochs)}"))}; judged by the {(search.Folds > 1 ? $"mean {WatchedMetrics.NameOf(training.Watch)} of the folds" : $"validation {WatchedMetrics.NameOf(training.Watch)}")}; trial 1 goes all the way");
        if (start.ValidationRows < FewRows)
            _facts.Write("Caution", $"{Figures.Count(start.ValidationRows, "validation row")} are few to tell trials apart by, and what is best there need not be elsewhere{(start.Loaded.Table is not null ? "; --cross-validate 5 judges by all rows" : "")}{(start.TestRows == 0 ? "; --test 0.2 measures the result" : "")}");
        if (start.Study is { } study) _facts.WriteVerbatim("Study", $"{study}{(search.ResumedTrials > 0 ? $"; it has {Figures.Count(search.ResumedTrials, "trial")} already" : "")}");
        _facts.Space();
    }

    public void Finish(SearchOutcome outcome)
    {
        var (result, best, options) = (outcome.Result, outcome.Result.Best, outcome.Result.Best.Options);
        _facts.Space();
        if (result.IsTimeUp) _facts.Write("Stopped", $"the time was up after {Figures.Count(result.Trials.Count(trial => trial.Epochs > 0))} of {Figures.Count(result.Trials.Count, "trial")}");
        _facts.Write("Best", $"trial {Figures.Count(best.Number)}, epoch {Figures.Count(best.BestEpoch)}; on the validation data {_evaluations.Brief(best.Best!)}");
        if (best.Number > 1) _facts.Write("", result.Trials[0] is { HasFailed: false, Best: { } first } ? $"(trial 1, as train does: {_evaluations.Brief(first)})" : "(trial 1, as train does, diverged)");
        _facts.WriteVerbatim("Options", best.Number == 1 ? "as train has them" : Words(options));
        _facts.Write("Trained", $"on all {Figures.Count(_start!.Loaded.Rows, "row")} for {Figures.Count(result.Result.Epochs.Count, "epoch")}, in {Figures.Duration(result.Result.Seconds)}");
        if (outcome.Test is { } test) _evaluations.Write("Test", test);
        else _facts.Write("Test", "none; the best of many on the validation data is better there than elsewhere, and --test 0.2 would measure it");
        _facts.WriteVerbatim("Saved", $"{outcome.ModelPath} ({Figures.Bytes(outcome.ModelBytes)})");
        _facts.WriteVerbatim("Predict", outcome.PredictCommand);
    }

    private static string Judged(ModelSearch search) => search.Folds > 1
        ? $"in {Figures.Count(search.Folds, "fold")}, each judged by a network that was trained on the others"
        : $"{Figures.Count(search.ValidationRows)} of them for validation";

    private static string Space(SearchSpace space)
    {
        (string Name, SearchDimension? Values)[] all =
        [
            ("widths", space.Widths), ("layers", space.Depths), ("learning rates", space.LearningRates), ("weight decays", space.WeightDecays), ("dropout", space.Dropouts), ("batches", space.BatchSizes),
        ];
        string text = string.Join("; ", all.Where(entry => entry.Values is not null).Select(entry => $"{entry.Name} {entry.Values}"));
        return text.Length == 0 ? "nothing: all options are fixed" : text;
    }

    /// <summary>What gives train the options of a trial.</summary>
    private static string Words(ModelOptions options)
    {
        var rule = options.Optimizer!;
        return $"--hidden {TrialCells.Hidden(options)} --learning-rate {Figures.Short(rule.LearningRate)} --weight-decay {Figures.Short(rule.WeightDecay)} --dropout {Figures.Short(options.Dropout)} --batch-size {TrialCells.Batch(options)}";
    }
}
