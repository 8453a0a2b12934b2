using Backprop.Data;

namespace Backprop.Tests.Search;

public class ModelSearchTests
{
    private static readonly Dataset Data = SyntheticData.Classes(120, 6, 3);

    private static readonly ModelOptions Options = ModelOptions.For(Data) with
    {
        Hidden = [8],
        Training = new TrainingOptions { Epochs = 9, BatchSize = 16, Patience = null, Schedule = Schedule.Parse("cosine"), Seed = 3, Threads = 1 },
    };

    private static readonly SearchOptions Nine = new() { Trials = 9, LeastEpochs = 1 };

    [Fact]
    public void The_field_thins_out_as_the_plan_says_and_the_best_of_each_rung_go_on()
    {
        using var search = new ModelSearch(Data, Nine, Options);
        var reports = new List<TrialReport>();
        var result = search.Run(new Collected(reports));
        Assert.Equal([new Rung(9, 1), new Rung(3, 3), new Rung(1, 9)], search.Rungs);
        // Trial 1 is trained straight to the end, and takes part in each rung with the epochs of that rung.
        Assert.Equal((1, 3), (reports[0].Trial.Number, reports[0].Rung));
        var field = search.Trials.Select(trial => trial.Number).ToHashSet();
        foreach (var (rung, index) in search.Rungs.Select((rung, index) => (rung, index)).Skip(1))
        {
            int epochs = search.Rungs[index - 1].Epochs;
            // By hand: the least loss of the first epochs, sorted.
            field = [.. field.OrderBy(number => search.Trials[number - 1].Curve.Take(epochs).Min(evaluation => evaluation.Loss)).ThenBy(number => number).Take(rung.Trials)];
            Assert.Equal(field.Where(number => number > 1).Order(), reports.Where(report => report.Rung == index + 1 && report.Trial.Number > 1).Select(report => report.Trial.Number));
            Assert.All(field, number => Assert.True(search.Trials[number - 1].Epochs >= rung.Epochs));
        }
        Assert.All(search.Trials.Where(trial => trial.Number > 1 && !field.Contains(trial.Number)), trial => Assert.True(trial.Epochs < 9));
        Assert.Equal(search.Trials.Min(trial => trial.Curve.Min(evaluation => evaluation.Loss)), result.Best.Best!.Loss);
    }

    [Fact]
    public void A_promoted_candidate_has_the_curve_of_a_straight_training()
    {
        using var search = new ModelSearch(Data, Nine, Options);
        search.Run();
        Assert.Contains(search.Trials, trial => trial.Number > 1 && trial.Epochs == 3);
        foreach (var trial in search.Trials)
        {
            var straight = new ModelTraining(Data, trial.Options).Run();
            Assert.Equal(straight.Epochs.Take(trial.Epochs).Select(epoch => epoch.Validation!.Loss), trial.Curve.Select(evaluation => evaluation.Loss));
        }
    }

    [Fact]
    public void Going_on_rung_by_rung_ends_in_the_weights_of_a_straight_training()
    {
        var options = Options with { Dropout = 0.3f, Training = Options.Training with { Averaging = WeightAveraging.Exponential(0.9f) } };
        var straight = new ModelTraining(Data, options);
        straight.Run();
        var store = new MemoryCheckpoints();
        ModelTraining? last = null;
        foreach (int epoch in new[] { 1, 3, 9 })
        {
            last = new ModelTraining(Data, options with { Training = options.Training with { UntilEpoch = epoch, Checkpoints = new Checkpointing(store) { Start = CheckpointStart.ResumeIfAny, Keep = 1 } } });
            Assert.Equal(epoch, last.Run().Epochs.Count);
        }
        Assert.Equal(straight.Network.Sha256(), last!.Network.Sha256());
    }

    [Fact]
    public void The_first_trial_is_the_training_that_there_would_be_without_a_search()
    {
        using var search = new ModelSearch(Data, Nine, Options);
        var result = search.Run();
        var training = new ModelTraining(Data, Options);
        var alone = training.Run();
        Assert.Equal(alone.BestEpoch, search.Trials[0].BestEpoch);
        Assert.Equal(alone.Epochs[alone.BestEpoch - 1].Validation!.Loss, search.Trials[0].Best!.Loss);
        Assert.True(result.Best.Best!.Loss <= search.Trials[0].Best!.Loss);
    }

    [Fact]
    public void The_model_is_the_best_candidate_on_all_data_as_long_as_it_was_best()
    {
        using var search = new ModelSearch(Data, Nine, Options);
        var result = search.Run();
        var options = result.Best.Options;
        // The schedule is that of all epochs, of which a callback lets it do those that were best.
        var straight = new ModelTraining(Data, options with { Validation = 0, Training = options.Training with { Callbacks = [new StopAfter(result.Best.BestEpoch)] } });
        straight.Run();
        Assert.Equal(straight.Network.Sha256(), result.Model.Sha256());
        var record = result.Model.Training!;
        Assert.Equal((120, 0, result.Best.BestEpoch), (record.TrainingRows, record.ValidationRows, record.BestEpoch));
        Assert.Equal(new SearchRecord(9, result.Best.Number, "loss", result.Best.Best!.Loss, search.Trials[0].Best!.Loss, 12), record.Search);
    }

    [Fact]
    public void The_record_of_the_search_is_in_the_file_of_the_model()
    {
        using var directory = new Files.TemporaryDirectory();
        using var search = new ModelSearch(Data, new SearchOptions { Trials = 2 }, Options);
        var result = search.Run();
        string path = directory["model.safetensors"];
        result.Model.Save(path);
        Assert.Equal(result.Model.Training!.Search, Model.Load(path).Training!.Search);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_change_no_bit(int threads)
    {
        Assert.Equal(Found(1), Found(threads));

        string Found(int count)
        {
            using var search = new ModelSearch(Data, Nine, Options with { Training = Options.Training with { Threads = count } });
            var result = search.Run();
            return $"{result.Model.Sha256()} {result.Best.Number} {string.Join(' ', search.Trials.Select(trial => trial.Best!.Loss))}";
        }
    }

    [Fact]
    public void A_trial_that_diverges_is_shown_and_the_search_goes_on()
    {
        var space = new SearchSpace { LearningRates = SearchDimension.OneOf(1e-3, 1e30) };
        using var search = new ModelSearch(SyntheticData.Linear(100), Nine with { Space = space }, Options with { Optimizer = new Sgd(0.01f), Loss = Loss.SquaredError });
        var result = search.Run();
        Assert.Contains(search.Trials, trial => trial.HasFailed && trial.End == StopReason.Diverged && trial.Failure!.Contains("epoch 1", StringComparison.Ordinal));
        Assert.False(result.Best.HasFailed);
    }

    [Fact]
    public void A_trial_that_cannot_be_is_shown_and_the_search_goes_on()
    {
        var space = new SearchSpace { BatchSizes = SearchDimension.OneOf(1, 16) };
        using var search = new ModelSearch(Data, Nine with { Space = space }, Options with { Normalization = NormalizationKind.Batch });
        var result = search.Run();
        Assert.Contains(search.Trials, trial => trial.HasFailed && trial.Options.Training.BatchSize == 1 && trial.Failure!.StartsWith("Batch normalization", StringComparison.Ordinal));
        Assert.Equal(16, result.Best.Options.Training.BatchSize);
    }

    [Fact]
    public void Where_all_trials_fail_the_search_says_so()
    {
        using var search = new ModelSearch(SyntheticData.Linear(100), new SearchOptions { Trials = 2, Space = new SearchSpace() }, Options with { Optimizer = new Sgd(1e30f), Loss = Loss.SquaredError });
        Assert.Contains("All 2 trials failed", Assert.Throws<InvalidInputException>(() => search.Run()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_time_is_up_the_best_so_far_is_taken()
    {
        // The first trial is trained in any case, and takes longer than a tick.
        using var search = new ModelSearch(Data, Nine with { Time = TimeSpan.FromTicks(1) }, Options);
        var result = search.Run();
        Assert.True(result.IsTimeUp);
        Assert.Equal((1, 9, 0), (result.Best.Number, search.Trials[0].Epochs, search.Trials.Skip(1).Sum(trial => trial.Epochs)));
        Assert.Equal(1, result.Model.Training!.Search!.BestTrial);
    }

    [Fact]
    public void By_folds_a_trial_has_the_mean_of_straight_trainings()
    {
        TrainingParts[] folds = [.. Enumerable.Range(0, 3).Select(fold => new TrainingParts(
            Data.Select([.. Enumerable.Range(0, Data.Count).Where(row => row % 3 != fold)]), Data.Select([.. Enumerable.Range(0, Data.Count).Where(row => row % 3 == fold)])))];
        using var search = new ModelSearch(folds, new TrainingParts(Data, null), Nine, Options with { Training = Options.Training with { Patience = 1 } });
        var result = search.Run();
        Assert.Equal((3, 120), (search.Folds, search.ValidationRows));
        foreach (var trial in search.Trials)
        {
            // Patience would end folds at different epochs.
            var straight = folds.Select(parts => new ModelTraining(parts, trial.Options with { Training = trial.Options.Training with { Patience = null } }).Run().Epochs).ToList();
            for (int epoch = 0; epoch < trial.Epochs; epoch++)
            {
                var evaluations = straight.Select(epochs => (ClassificationEvaluation)epochs[epoch].Validation!).ToList();
                Assert.Equal(evaluations.Average(evaluation => evaluation.Loss), trial.Curve[epoch].Loss);
                Assert.Equal(evaluations.Average(evaluation => evaluation.Accuracy), ((ClassificationEvaluation)trial.Curve[epoch]).Accuracy);
            }
        }
        Assert.Equal(search.Trials.Min(trial => trial.Curve.Min(evaluation => evaluation.Loss)), result.Best.Best!.Loss);
        Assert.Equal((120, 3), (result.Model.Training!.TrainingRows, result.Model.Training.Search!.Folds));
    }

    [Fact]
    public void By_accuracy_the_most_accurate_is_taken()
    {
        using var search = new ModelSearch(Data, Nine, Options with { Training = Options.Training with { Watch = WatchedMetric.Accuracy } });
        var result = search.Run();
        Assert.Equal(search.Trials.Max(trial => trial.Curve.Max(evaluation => ((ClassificationEvaluation)evaluation).Accuracy)), result.Model.Training!.Search!.Value);
        Assert.Equal("accuracy", result.Model.Training.Search.Metric);
    }

    [Fact]
    public void What_a_search_cannot_do_is_refused()
    {
        Refused("validation data", () => new ModelSearch(Data, Nine, Options with { Validation = 0 }));
        Refused("plateau", () => new ModelSearch(Data, Nine, Options with { Training = Options.Training with { Schedule = Schedule.Parse("plateau") } }));
        Refused("at least 1 trial", () => new ModelSearch(Data, new SearchOptions { Trials = 0 }, Options));
        Refused("more than the 9", () => new ModelSearch(Data, new SearchOptions { LeastEpochs = 10 }, Options));
        Refused("no study", () => new ModelSearch(Data, new SearchOptions { Resume = true }, Options));
        Refused("time", () => new ModelSearch(Data, new SearchOptions { Time = TimeSpan.Zero }, Options));

        static void Refused(string says, Func<ModelSearch> search) =>
            Assert.Contains(says, Assert.Throws<InvalidInputException>(search).Message, StringComparison.Ordinal);
    }

    private sealed class Collected(List<TrialReport> reports) : IProgress<TrialReport>
    {
        public void Report(TrialReport value) => reports.Add(value);
    }

    private sealed class StopAfter(int epoch) : TrainingCallback
    {
        public override void AfterEpoch(EpochReport report)
        {
            if (report.Epoch == epoch) Stop();
        }
    }
}
