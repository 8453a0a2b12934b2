using System.Text.Json;

namespace Backprop.Cli.Tests.Commands;

/// <summary>What training reports, and that it learns.</summary>
public sealed class TrainTests : IDisposable
{
    // The defaults promise 0.96; the other settings are those of the README.
    private const double DigitsAccuracy = 0.96, DerivationAccuracy = 0.95, PlaneAccuracy = 0.99;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Digits_are_learned_with_the_defaults(int seed)
    {
        var finished = Finish("digits", "--test", "0.2", "--seed", $"{seed}");
        Assert.InRange(finished.GetProperty("test").GetProperty("accuracy").GetDouble(), DigitsAccuracy, 1);
    }

    [Theory]
    [InlineData("xor")]
    [InlineData("moons")]
    [InlineData("circles")]
    [InlineData("spirals")]
    [InlineData("spirals", "--hidden", "64,64", "--epochs", "300", "--patience", "none")]
    public void Points_in_the_plane_are_learned(string data, params string[] options)
    {
        var finished = Finish([data, "--test", "0.2", .. options]);
        Assert.InRange(finished.GetProperty("test").GetProperty("accuracy").GetDouble(), PlaneAccuracy, 1);
    }

    [Fact]
    public void Digits_are_learned_with_an_optimizer_a_schedule_and_regularization_which_the_model_remembers()
    {
        var finished = Finish(
            "digits", "--test", "0.2", "--optimizer", "adamw", "--learning-rate", "0.005", "--schedule", "one-cycle", "--dropout", "0.1",
            "--label-smoothing", "0.1", "--clip", "1", "--average", "ema:0.9", "--watch", "accuracy", "--epochs", "30");
        Assert.InRange(finished.GetProperty("test").GetProperty("accuracy").GetDouble(), DigitsAccuracy, 1);
        string text = Workspace.Run("inspect", finished.GetProperty("model").GetString()!).Succeeded().Out;
        Assert.Contains("adamw, learning rate 0.005,", text, StringComparison.Ordinal);
        Assert.Contains("schedule one-cycle:0.3", text, StringComparison.Ordinal);
        Assert.Contains("clipNorm 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_are_learned_by_the_form_of_the_derivation()
    {
        var finished = Finish("digits", "--test", "0.2", "--output-activation", "sigmoid", "--loss", "squared-error", "--optimizer", "sgd", "--learning-rate", "0.5");
        Assert.InRange(finished.GetProperty("test").GetProperty("accuracy").GetDouble(), DerivationAccuracy, 1);
    }

    [Fact]
    public void Started_has_the_fields_of_the_contract_in_their_order()
    {
        var started = _workspace.Train("digits", "--test", "0.2", "--seed", "3", "--hidden", "64", "--json").Succeeded().Events[0];
        Assert.Equal(
            ["event", "data", "rows", "features", "classes", "parameters", "layers", "threads", "simd", "seed"],
            Names(started).Take(10));
        Assert.Equal("started", started.GetProperty("event").GetString());
        Assert.Equal(1438, started.GetProperty("rows").GetInt32());
        Assert.Equal(359, started.GetProperty("testRows").GetInt32());
        Assert.Equal(1438, started.GetProperty("trainingRows").GetInt32() + started.GetProperty("validationRows").GetInt32());
        Assert.Equal(4810, started.GetProperty("parameters").GetInt32());
        Assert.Equal("64-64-10", started.GetProperty("layers").GetString());
        Assert.Equal(1, started.GetProperty("threads").GetInt32());
        Assert.Equal(3, started.GetProperty("seed").GetInt32());
        Assert.Contains(started.GetProperty("simd").GetString(), new[] { "512", "256", "128", "scalar" });
    }

    [Fact]
    public void What_nobody_asked_for_is_chosen_by_the_data_shown_and_remembered()
    {
        var started = _workspace.Train("iris", "--learning-rate", "0.02", "--json").Succeeded().Events[0];
        string[] chosen = ["hidden", "dropout", "optimizer", "weightDecay", "schedule", "batchSize", "patience"];
        Assert.Equal(chosen, started.GetProperty("byDefault").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("adam", started.GetProperty("optimizer").GetString());
        Assert.Equal(0.02f, started.GetProperty("learningRate").GetSingle());
        var record = Workspace.Run("inspect", _workspace.Model, "--json").Succeeded().Events.Single().GetProperty("training");
        Assert.Equal(chosen, record.GetProperty("byDefault").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("chosen by default: hidden,", _workspace.Train("iris").Succeeded().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--momentum 0.9", "sgd", 0.01f)]
    [InlineData("--optimizer sgd", "sgd", 0.01f)]
    [InlineData("--optimizer sgd --learning-rate 0.002", "sgd", 0.002f)]
    [InlineData("--output-activation sigmoid --optimizer sgd", "sgd", 0.1f)]
    [InlineData("--optimizer adamw", "adamw", 0.001f)]
    [InlineData("--beta1 0.8", "adam", 0.01f)]
    public void A_rule_that_is_asked_for_has_the_rate_that_suits_the_outputs(string options, string rule, float rate)
    {
        string data = _workspace.Write("houses.csv", Tables.Houses(60));
        var started = _workspace.Train(data, ["--target", "3", "--json", .. options.Split(' ')]).Succeeded().Events[0];
        Assert.Equal((rule, rate), (started.GetProperty("optimizer").GetString(), started.GetProperty("learningRate").GetSingle()));
    }

    [Fact]
    public void Each_epoch_has_the_fields_of_the_contract_in_their_order()
    {
        var events = _workspace.Train("iris", "--json").Succeeded().Events;
        Assert.Equal(5, events.Length);
        Assert.Equal(["event", "epoch", "trainLoss", "validationLoss", "validationAccuracy", "samplesPerSecond"], Names(events[1]));
        Assert.Equal([1, 2, 3], events[1..4].Select(epoch => epoch.GetProperty("epoch").GetInt32()));
        Assert.True(events[3].GetProperty("trainLoss").GetDouble() < events[1].GetProperty("trainLoss").GetDouble());
    }

    [Fact]
    public void Finished_has_the_fields_of_the_contract_in_their_order()
    {
        var finished = _workspace.Train("iris", "--test", "0.2", "--json").Succeeded().Events[^1];
        Assert.Equal(
            ["event", "stopReason", "epochs", "bestEpoch", "seconds", "model", "weightsSha256", "validation", "test"], Names(finished));
        Assert.Equal(["loss", "accuracy"], Names(finished.GetProperty("validation")));
        Assert.Equal(
            ["loss", "accuracy", "balancedAccuracy", "macroF1", "logLoss", "rocAuc", "averagePrecision", "brier", "baseline", "confusion", "perClass", "calibration"],
            Names(finished.GetProperty("test")));
        Assert.Equal("completed", finished.GetProperty("stopReason").GetString());
        Assert.Equal(_workspace.Model, finished.GetProperty("model").GetString());
        Assert.Matches("^[0-9a-f]{64}$", finished.GetProperty("weightsSha256").GetString());
    }

    [Fact]
    public void Without_validation_data_its_fields_are_absent()
    {
        var events = _workspace.Train("iris", "--validation", "0", "--json").Succeeded().Events;
        Assert.Equal(["event", "epoch", "trainLoss", "samplesPerSecond"], Names(events[1]));
        Assert.DoesNotContain("validation", Names(events[^1]));
        Assert.DoesNotContain("test", Names(events[^1]));
    }

    [Fact]
    public void Regression_reports_R2_and_errors_in_place_of_accuracy()
    {
        string data = _workspace.Write("houses.csv", Tables.Houses(200));
        var events = Workspace.Run("train", data, "--target", "last", "--test", "0.2", "--output", _workspace.Model, "--json").Succeeded().Events;
        Assert.DoesNotContain("classes", Names(events[0]));
        Assert.Equal(["event", "epoch", "trainLoss", "validationLoss", "validationR2", "samplesPerSecond"], Names(events[1]));
        Assert.Equal(["loss", "r2", "rmse", "mae", "medianError", "baseline", "residuals"], Names(events[^1].GetProperty("test")));
        Assert.InRange(events[^1].GetProperty("test").GetProperty("r2").GetDouble(), 0.98, 1);
        // In the unit of the prices, which lie between 90 and 210.
        Assert.InRange(events[^1].GetProperty("validation").GetProperty("rmse").GetDouble(), 0.01, 10);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public void The_weights_do_not_depend_on_the_number_of_threads(string threads)
    {
        const string Options = "--hidden 96,40 --epochs 2 --batch-size 300 --seed 7";
        string expected = Fingerprint(["digits", .. Options.Split(' ')]);
        Assert.Equal(expected, Fingerprint(["digits", .. Options.Split(' '), "--threads", threads]));

        string Fingerprint(string[] arguments) =>
            Workspace.Run(["train", .. arguments, "--output", _workspace.Model, "--json"]).Succeeded().Events[^1].GetProperty("weightsSha256").GetString()!;
    }

    [Fact]
    public void Patience_ends_training_early_and_the_best_epoch_is_kept()
    {
        var finished = Finish("iris", "--patience", "1", "--epochs", "500", "--learning-rate", "0.5");
        Assert.Equal("early-stopped", finished.GetProperty("stopReason").GetString());
        Assert.Equal(finished.GetProperty("epochs").GetInt32() - 1, finished.GetProperty("bestEpoch").GetInt32());
    }

    [Fact]
    public void Every_option_is_understood_in_one_command()
    {
        string data = _workspace.Write("flowers.tsv", Tables.Flowers(80).Replace(',', '\t'));
        Workspace.Run(
            "train", data, "--target", "kind", "--task", "classification", "--header", "yes", "--delimiter", "tab",
            "--validation", "0.2", "--test", "0.25", "--hidden", "9,8", "--activation", "leaky-relu:0.2", "--output-activation", "sigmoid",
            "--loss", "binary-cross-entropy", "--initializer", "he-normal", "--scaling", "standardize", "--optimizer", "sgd",
            "--learning-rate", "2e-1", "--batch-size", "all", "--epochs", "3", "--patience", "none", "--seed", "18446744073709551615",
            "--threads", "2", "--output", _workspace.Model, "--verbose", "--quiet").Succeeded();
        Assert.Equal(["flowers.tsv", "model.safetensors"], _workspace.Names);
    }

    [Fact]
    public void Quiet_prints_nothing() => Assert.Equal("", _workspace.Train("iris", "--quiet").Succeeded().Out);

    [Fact]
    public void Images_are_recognized_by_content_gzipped_or_not()
    {
        string images = _workspace.Write("train.txt", Workspace.Gzip(Idx.Images(60))), labels = _workspace.Write("labels.csv", Idx.Labels(60));
        string testImages = _workspace.Write("test.csv", Idx.Images(20)), testLabels = _workspace.Write("t.gz", Workspace.Gzip(Idx.Labels(20)));
        var run = Workspace.Run(
            "train", images, "--labels", labels, "--test", testImages, "--test-labels", testLabels, "--output", _workspace.Model, "--json").Succeeded();
        Assert.Equal(20, run.Events[0].GetProperty("testRows").GetInt32());
        Assert.Equal(1, run.Events[^1].GetProperty("test").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void A_gzipped_table_is_recognized_by_content()
    {
        string data = _workspace.Write("flowers.csv", Workspace.Gzip(System.Text.Encoding.UTF8.GetBytes(Tables.Flowers(40))));
        _workspace.Train(data, "--target", "kind").Succeeded();
    }

    [Fact]
    public void Test_data_may_be_a_table_of_their_own_with_columns_in_another_order()
    {
        string data = _workspace.Write("flowers.csv", Tables.Flowers(200));
        string test = _workspace.Write("test.csv", "kind,note,height,width\nrose,1,0,1.2\ntulip,2,1,5.1\n");
        var finished = Finish(data, "--target", "kind", "--test", test);
        Assert.Equal(1, finished.GetProperty("test").GetProperty("accuracy").GetDouble());
    }

    private JsonElement Finish(params string[] arguments) =>
        Workspace.Run(["train", .. arguments, "--output", _workspace.Model, "--json"]).Succeeded().Events[^1];

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(property => property.Name)];
}
