using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Search;

/// <summary>A search goes on from its study, wherever it was interrupted, and ends in the same bits.</summary>
public sealed class StudyTests : IDisposable
{
    private static readonly Dataset Data = SyntheticData.Classes(120, 6, 3);

    private static readonly ModelOptions Options = ModelOptions.For(Data) with
    {
        Hidden = [8],
        Training = new TrainingOptions { Epochs = 9, BatchSize = 16, Patience = null, Schedule = Schedule.Parse("cosine"), Seed = 3, Threads = 1 },
    };

    private readonly TemporaryDirectory _directory = new();

    private string Study => _directory["study.json"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void After_every_batch_it_goes_on_to_the_same_model_and_the_same_study()
    {
        string expected;
        using (var search = new ModelSearch(Data, Searched(), Options)) expected = Text(search.Run());
        byte[] study;
        int batches = 0, interruptions = 0;
        using (var whole = new ModelSearch(Data, Searched() with { Study = Study }, Counting(() => batches++)))
        {
            Assert.Equal(expected, Text(whole.Run()));
            whole.ForgetStates();
            study = File.ReadAllBytes(Study);
            Assert.Equal(["study.json"], _directory.Names);
            File.Delete(Study);
        }
        string? found = null;
        // Each go comes some batches further, so that all places of the search are among those where it is interrupted.
        for (int go = 0; found is null; go++)
        {
            using var cancellation = new CancellationTokenSource();
            int left = 5 + go % 7;
            using var search = new ModelSearch(Data, Searched() with { Study = Study, Resume = go > 0 }, Counting(() =>
            {
                if (--left == 0) cancellation.Cancel();
            }));
            try
            {
                found = Text(search.Run(cancellation: cancellation.Token));
                search.ForgetStates();
            }
            catch (OperationCanceledException)
            {
                interruptions++;
            }
            Assert.True(interruptions < batches, "The search gets nowhere.");
        }
        Assert.True(interruptions > 20, $"{interruptions} interruptions");
        Assert.Equal(expected, found);
        Assert.Equal(study, File.ReadAllBytes(Study));
        Assert.Equal(["study.json"], _directory.Names);
    }

    [Fact]
    public void A_study_that_is_done_finds_the_same_model_again_without_a_trial()
    {
        string expected = Run(resume: false);
        int epochs = 0;
        using var search = new ModelSearch(Data, Searched() with { Study = Study, Resume = true }, Counting(() => epochs++));
        Assert.Equal(6, search.ResumedTrials);
        var reports = new List<bool>();
        var result = search.Run(new Listener(report => reports.Add(report.IsResumed)));
        Assert.Equal(expected, Text(result));
        Assert.All(reports, Assert.True);
    }

    [Fact]
    public void Lost_states_cost_time_and_no_bit()
    {
        using var all = new ModelSearch(Data, Searched(), Options);
        string expected = Text(all.Run());
        Interrupt(afterReports: 6);
        Directory.Delete(Study + ".trials", recursive: true);
        Assert.Equal(expected, Run(resume: true));
    }

    [Fact]
    public void Damaged_states_cost_time_and_no_bit()
    {
        using var all = new ModelSearch(Data, Searched(), Options);
        string expected = Text(all.Run());
        Interrupt(afterReports: 6);
        string[] states = Directory.GetFiles(Study + ".trials", "checkpoint-*", SearchOption.AllDirectories);
        Assert.NotEmpty(states);
        foreach (string state in states) File.WriteAllText(state, "no checkpoint");
        var warnings = new List<string>();
        using var search = new ModelSearch(Data, Searched() with { Study = Study, Resume = true, Warn = warnings.Add }, Options);
        Assert.Equal(expected, Text(search.Run()));
        Assert.Contains(warnings, warning => warning.EndsWith("It is trained from its beginning.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_study_of_another_search_is_refused_by_what_is_another()
    {
        Run(resume: false);
        Refused("seed was 3 and is 4", Data, Options with { Training = Options.Training with { Seed = 4 } }, Searched());
        Refused("trials was 6 and is 7", Data, Options, Searched() with { Trials = 7 });
        Refused("search dropouts was 0,0.1,0.2 and is 0", Data, Options, Searched() with { Space = SearchSpace.Around(Options, true, 120, 6) with { Dropouts = SearchDimension.OneOf(0) } });
        Refused("training data was 108 rows of 6 features", SyntheticData.Classes(121, 6, 3), Options, Searched());
        Refused("epochs was 9 and is 27", Data, Options with { Training = Options.Training with { Epochs = 27 } }, Searched());
        Refused("network was", Data, Options with { Activation = Activation.Tanh }, Searched());
        // Threads are free.
        using var search = new ModelSearch(Data, Searched() with { Study = Study, Resume = true }, Options with { Training = Options.Training with { Threads = 2 } });
        Assert.Equal(6, search.ResumedTrials);

        void Refused(string says, Dataset data, ModelOptions options, SearchOptions search) =>
            Assert.Contains(says, Assert.Throws<InvalidInputException>(() => new ModelSearch(data, search with { Study = Study, Resume = true }, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_byte_of_a_study_that_is_another_is_noticed()
    {
        Run(resume: false);
        byte[] bytes = File.ReadAllBytes(Study);
        // A space behind the end is the only one that says nothing.
        for (int place = 0; place < bytes.Length - 1; place += 7)
        {
            byte[] damaged = [.. bytes];
            damaged[place] ^= 1;
            File.WriteAllBytes(Study, damaged);
            Assert.StartsWith(Study, Assert.Throws<InvalidInputException>(Resume).Message, StringComparison.Ordinal);
        }
        for (int length = 0; length < bytes.Length - 1; length += 101)
        {
            File.WriteAllBytes(Study, bytes[..length]);
            Assert.Throws<InvalidInputException>(Resume);
        }
        File.WriteAllBytes(Study, bytes);
        Resume();

        void Resume() => new ModelSearch(Data, Searched() with { Study = Study, Resume = true }, Options).Dispose();
    }

    [Fact]
    public void A_study_is_begun_once_and_has_one_process_at_a_time()
    {
        Run(resume: false);
        Assert.Contains("is there already", Assert.Throws<InvalidInputException>(() => new ModelSearch(Data, Searched() with { Study = Study }, Options)).Message, StringComparison.Ordinal);
        using (new ModelSearch(Data, Searched() with { Study = Study, Resume = true }, Options))
            Assert.Contains("another process", Assert.Throws<InvalidInputException>(() => new ModelSearch(Data, Searched() with { Study = Study, Resume = true }, Options)).Message, StringComparison.Ordinal);
        File.Delete(Study);
        Directory.CreateDirectory(Study + ".trials");
        Assert.Contains(".trials: is there already", Assert.Throws<InvalidInputException>(() => new ModelSearch(Data, Searched() with { Study = Study }, Options)).Message, StringComparison.Ordinal);
        Assert.Contains("no study to go on with", Assert.Throws<InvalidInputException>(() => new ModelSearch(Data, Searched() with { Study = Study, Resume = true }, Options)).Message, StringComparison.Ordinal);
    }

    private static SearchOptions Searched() => new() { Trials = 6, LeastEpochs = 3 };

    private string Run(bool resume)
    {
        using var search = new ModelSearch(Data, Searched() with { Study = Study, Resume = resume }, Options);
        string text = Text(search.Run());
        search.ForgetStates();
        return text;
    }

    private void Interrupt(int afterReports)
    {
        using var cancellation = new CancellationTokenSource();
        using var search = new ModelSearch(Data, Searched() with { Study = Study }, Options);
        int reports = 0;
        Assert.Throws<OperationCanceledException>(() => search.Run(new Listener(_ =>
        {
            if (++reports == afterReports) cancellation.Cancel();
        }), cancellation.Token));
    }

    private static ModelOptions Counting(Action afterBatch) => Options with { Training = Options.Training with { Callbacks = [new Counter(afterBatch)] } };

    private static string Text(SearchResult result) =>
        $"{result.Model.Sha256()} {result.Best.Number} {result.Best.BestEpoch} {string.Join(' ', result.Trials.Select(trial => $"{trial.Epochs}:{trial.Best!.Loss}"))}";

    private sealed class Counter(Action act) : TrainingCallback
    {
        public override void AfterBatch(in BatchReport batch) => act();
    }

    private sealed class Listener(Action<TrialReport> act) : IProgress<TrialReport>
    {
        public void Report(TrialReport value) => act(value);
    }
}
