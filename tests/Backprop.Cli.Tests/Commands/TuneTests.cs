using System.Text.Json;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

public sealed class TuneTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_person_gets_a_line_a_trial_the_best_beside_the_first_and_a_model()
    {
        string text = Tune("iris", "--test", "0.2").Succeeded().Out;
        Assert.Matches(@"Around\s+64 hidden, adam, .*: trial 1", text);
        Assert.Matches(@"Rungs\s+4 trials to epoch 3, 1 to epoch 9", text);
        Assert.Matches(@"(?m)^\s+trial\s+hidden\s+rate\s+decay\s+dropout\s+batch\s+epochs\s+validation loss\s+accuracy\s+note$", text);
        Assert.Equal(4, text.Split('\n').Count(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^\s+[1-4]  ") && line.Length > 60) is var lines && lines >= 4 ? 4 : lines);
        Assert.Matches(@"Best\s+trial \d, epoch \d; on the validation data accuracy", text);
        Assert.Matches(@"Trained\s+on all 120 rows for \d epochs?", text);
        Assert.Matches(@"Test\s+accuracy", text);
        var model = Model.Load(_workspace.Model);
        Assert.Equal((4, 120, 0), (model.Training!.Search!.Trials, model.Training.TrainingRows, model.Training.ValidationRows));
        Assert.Contains("then trained on all data", Workspace.Run("inspect", _workspace.Model).Succeeded().Out, StringComparison.Ordinal);
        var inspected = Workspace.Run("inspect", _workspace.Model, "--json").Succeeded().Events.Single();
        Assert.Equal(model.Training.Search.BestTrial, inspected.GetProperty("training").GetProperty("search").GetProperty("trial").GetInt32());
    }

    [Fact]
    public void A_program_gets_an_event_a_trial_and_a_last_one()
    {
        var events = Tune("iris", "--test", "0.2", "--json").Succeeded().Events;
        Assert.Equal(["searching", "trial", "tuned"], events.Select(e => e.GetProperty("event").GetString()).Distinct());
        Assert.Equal([4, 1], events[0].GetProperty("rungs").EnumerateArray().Select(rung => rung.GetProperty("trials").GetInt32()));
        var first = events[1];
        Assert.Equal((1, 2, 9), (first.GetProperty("trial").GetInt32(), first.GetProperty("rung").GetInt32(), first.GetProperty("epochs").GetInt32()));
        var last = events[^1];
        Assert.Equal(Model.Load(_workspace.Model).Sha256(), last.GetProperty("weightsSha256").GetString());
        Assert.True(last.GetProperty("validation").GetProperty("loss").GetDouble() <= last.GetProperty("firstValidation").GetProperty("loss").GetDouble());
        Assert.InRange(last.GetProperty("test").GetProperty("accuracy").GetDouble(), 0, 1);
    }

    [Fact]
    public void The_first_trial_is_what_train_does()
    {
        var trial = Tune("iris", "--json").Succeeded().Events[1];
        var trained = Workspace.Run("train", "iris", "--epochs", "9", "--threads", "1", "--output", _workspace.Model, "--json").Succeeded().Events[^1];
        Assert.Equal(trained.GetProperty("bestEpoch").GetInt32(), trial.GetProperty("bestEpoch").GetInt32());
        Assert.Equal(trained.GetProperty("validation").GetProperty("loss").GetDouble(), trial.GetProperty("validation").GetProperty("loss").GetDouble());
    }

    [Fact]
    public void The_model_of_a_table_is_trained_on_all_rows_and_takes_raw_rows()
    {
        string data = _workspace.Write("flowers.csv", Tables.Flowers(60));
        Tune(data, "--target", "kind", "--test", "0.2").Succeeded();
        Assert.Equal(48, Model.Load(_workspace.Model).Training!.TrainingRows);
        Assert.Equal(61, Workspace.Run("predict", _workspace.Model, data).Succeeded().Out.TrimEnd('\n').Split('\n').Length);
        string test = _workspace.Write("test.csv", Tables.Flowers(20));
        Assert.Equal(20, Tune(data, "--target", "kind", "--test", test, "--json").Succeeded().Events[0].GetProperty("testRows").GetInt32());
    }

    [Fact]
    public void By_folds_every_row_judges_and_the_test_part_is_in_none()
    {
        string data = _workspace.Write("flowers.csv", Tables.Flowers(60));
        var started = Tune(data, "--target", "kind", "--test", "0.2", "--cross-validate", "4", "--json").Succeeded().Events[0];
        Assert.Equal((4, 48, 12), (started.GetProperty("folds").GetInt32(), started.GetProperty("validationRows").GetInt32(), started.GetProperty("testRows").GetInt32()));
        var record = Model.Load(_workspace.Model).Training!;
        Assert.Equal((48, 4, 48), (record.TrainingRows, record.Search!.Folds, record.Search.ValidationRows));
        Assert.Contains("on 4 folds", Workspace.Run("inspect", _workspace.Model).Succeeded().Out, StringComparison.Ordinal);
        Tune(data, "--target", "kind", "--cross-validate", "4", "--validation", "0.2").Refused("--validation has no effect");
        Tune(data, "--target", "kind", "--cross-validate", "61").Refused("60 rows cannot be divided into 61 folds");
    }

    [Fact]
    public void Without_output_for_people_only_the_model_is_left()
    {
        var run = Tune("iris", "--quiet").Succeeded();
        Assert.Equal(("", ""), (run.Out, run.Error));
        Assert.Equal(["model.safetensors"], _workspace.Names);
    }

    [Fact]
    public void On_a_terminal_a_table_follows_the_search()
    {
        string text = Workspace.RunOn(new Terminal(IsLive: true, HasColor: true, HasUnicode: true, Width: 100), Words("iris")).Succeeded().Out;
        Assert.Contains("validation loss", text, StringComparison.Ordinal);
        Assert.Contains("best", text, StringComparison.Ordinal);
        Assert.Contains("\e[", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_is_kept_and_gone_on_with_to_the_same_model()
    {
        string study = _workspace["study.json"];
        Tune("iris", "--study", study).Succeeded();
        byte[] model = File.ReadAllBytes(_workspace.Model);
        Assert.Equal(["model.safetensors", "study.json"], _workspace.Names);
        File.Delete(_workspace.Model);
        var events = Tune("iris", "--study", study, "--resume", "--threads", "2", "--json").Succeeded().Events;
        Assert.Equal(4, events[0].GetProperty("resumedTrials").GetInt32());
        Assert.All(events.Where(e => e.GetProperty("event").GetString() == "trial"), e => Assert.True(e.GetProperty("resumed").GetBoolean()));
        Assert.Equal(model, File.ReadAllBytes(_workspace.Model));
        Assert.Equal(6, JsonDocument.Parse(File.ReadAllText(study)).RootElement.GetProperty("study").GetProperty("trials")[0].EnumerateObject().Count(field => field.Name is "trial" or "hidden" or "learningRate" or "weightDecay" or "dropout" or "batchSize"));
    }

    [Fact]
    public void What_this_run_trained_is_not_resumed_even_where_it_stopped_early()
    {
        // Few epochs of patience: a promoted trial has ended before the rung that it is told at.
        string study = _workspace["study.json"];
        string[] options = ["--epochs", "60", "--patience", "2", "--trials", "9", "--study", study, "--json"];
        var trials = Tune("iris", options).Succeeded().Events.Where(e => e.GetProperty("event").GetString() == "trial").ToList();
        Assert.Contains(trials, trial => trial.GetProperty("rung").GetInt32() > 1 && trial.TryGetProperty("stopReason", out var reason) && reason.GetString() == "early-stopped");
        Assert.All(trials, trial => Assert.False(trial.GetProperty("resumed").GetBoolean()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"format\":\"backprop-study/1\",\"sha256\":\"0\",\"study\":{}}")]
    public void A_file_that_is_no_study_is_refused_in_one_line_and_kept(string text)
    {
        string study = _workspace.Write("study.json", text);
        Tune("iris", "--study", study, "--resume").Refused("study.json", "a new study");
        Assert.Equal(text, File.ReadAllText(study));
    }

    [Fact]
    public void A_truncated_study_is_refused_in_one_line_and_kept()
    {
        string study = _workspace["study.json"];
        Tune("iris", "--study", study).Succeeded();
        string whole = File.ReadAllText(study);
        foreach (int length in (int[])[1, whole.Length / 2, whole.Length - 2])
        {
            _workspace.Write("study.json", whole[..length]);
            Tune("iris", "--study", study, "--resume").Refused("study.json", "a new study");
            Assert.Equal(whole[..length], File.ReadAllText(study));
        }
    }

    [Fact]
    public void Studies_that_cannot_be_are_refused()
    {
        string study = _workspace["study.json"];
        Tune("iris", "--resume").Refused("--resume has no effect", "no --study");
        Tune("iris", "--study", study, "--resume").Refused("no study", "to go on with");
        Tune("iris", "--study", _workspace.Model).Refused("--study", "the model, which --output names");
        Tune("iris", "--study", study).Succeeded();
        Tune("iris", "--study", study).Refused("is there already", "--resume");
        Tune("iris", "--study", study, "--resume", "--seed", "1").Refused("seed was 0 and is 1");
        Tune("moons", "--study", study, "--resume").Refused("training data was 135 rows of 4 features", "inputs was 4 and is 2");
    }

    [Theory]
    [InlineData("--trials 0", "--trials 0", "1 or more")]
    [InlineData("--eta 1", "--eta 1", "2 or more")]
    [InlineData("--min-epochs 10", "--min-epochs 10", "above the 9 epochs")]
    [InlineData("--widths 64..16", "--widths 64..16", "falls")]
    [InlineData("--widths 0..16", "--widths 0..16", "above 0")]
    [InlineData("--widths 0", "--widths 0: give whole numbers of 1 or more")]
    [InlineData("--rates 0,0.1", "--rates 0,0.1: give numbers above 0")]
    [InlineData("--decays -1", "--decays -1: give numbers of 0 or more")]
    [InlineData("--batch-sizes 1.5", "--batch-sizes 1.5: give whole numbers of 1 or more")]
    [InlineData("--rates 0..1", "--rates 0..1", "above 0")]
    [InlineData("--rates x", "--rates x", "neither a range")]
    [InlineData("--dropouts 0..1", "--dropouts 0..1: give numbers from 0 to below 1")]
    [InlineData("--batch-sizes 0,32", "--batch-sizes 0,32: give whole numbers of 1 or more")]
    [InlineData("--rates 0.1,0.2 --learning-rate 0.1", "--rates and --learning-rate", "either searched or fixed")]
    [InlineData("--widths 8 --hidden 8", "--widths and --hidden")]
    [InlineData("--hidden none --dropouts 0.1", "no hidden layer")]
    [InlineData("--optimizer lbfgs --rates 0.1", "lbfgs", "no learning rates")]
    [InlineData("--budget 0s", "--budget 0s", "above 0")]
    [InlineData("--budget 10", "--budget 10", "such as 10min")]
    [InlineData("--validation 0", "--validation 0", "judges its trials")]
    [InlineData("--cross-validate 3", "--cross-validate divides tables")]
    [InlineData("--ensemble 3", "--ensemble has no place")]
    [InlineData("--schedule plateau", "plateau", "training on all data")]
    [InlineData("--log x", "no option '--log'")]
    [InlineData("--output -", "--output -")]
    public void Options_that_make_no_sense_are_one_line(string options, params string[] says)
    {
        Tune("iris", options.Split(' ')).Refused(says);
        Assert.Empty(_workspace.Names);
    }

    [Fact]
    public void Help_lists_no_option_that_a_search_cannot_have() =>
        Assert.DoesNotContain("--ensemble", Workspace.Run("tune", "--help").Succeeded().Out, StringComparison.Ordinal);

    [Fact]
    public void What_an_option_of_train_fixes_is_not_searched()
    {
        var trials = Tune("iris", "--learning-rate", "0.005", "--hidden", "7", "--json").Succeeded().Events.Where(e => e.GetProperty("event").GetString() == "trial").ToList();
        Assert.All(trials, trial => Assert.Equal((0.005, 7), (trial.GetProperty("learningRate").GetDouble(), trial.GetProperty("hidden")[0].GetInt32())));
        Assert.True(trials.Select(trial => trial.GetProperty("weightDecay").GetDouble()).Distinct().Count() > 2);
    }

    [Fact]
    public void Where_every_trial_diverges_nothing_is_saved()
    {
        string data = _workspace.Write("houses.csv", Tables.Houses(40));
        var run = Workspace.Run("tune", data, "--target", "last", "--optimizer", "sgd", "--learning-rate", "1e30", "--trials", "3", "--epochs", "3", "--output", _workspace.Model);
        Assert.Equal(ExitCode.Diverged, run.ExitCode);
        Assert.Contains("All 3 trials failed; the first: diverged in epoch 1", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("model.safetensors", _workspace.Names);
    }

    [Fact]
    public void A_missing_column_and_an_empty_file_are_named()
    {
        Tune(_workspace.Write("flowers.csv", Tables.Flowers(20)), "--target", "colour").Refused("colour");
        Tune(_workspace.Write("empty.csv", ""), "--target", "kind").Refused("empty.csv");
        Workspace.Run("tune").Refused("DATA is missing");
        Workspace.Run("tune", "--trials", "3").Refused("DATA is missing");
    }

    private string[] Words(string data, params string[] options) =>
        ["tune", data, "--output", _workspace.Model, "--epochs", "9", "--threads", "1", "--trials", "4", "--min-epochs", "3", .. options];

    /// <summary>Four trials; an option that is given replaces the one above.</summary>
    private CommandRun Tune(string data, params string[] options)
    {
        var words = Words(data).ToList();
        foreach (string option in options.Where(option => option.StartsWith("--", StringComparison.Ordinal)))
            if (words.IndexOf(option) is > 0 and var place) words.RemoveRange(place, 2);
        return Workspace.Run([.. words, .. options]);
    }
}
