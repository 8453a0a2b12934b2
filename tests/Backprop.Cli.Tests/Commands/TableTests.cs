using System.Globalization;
using System.Text;

namespace Backprop.Cli.Tests.Commands;

/// <summary>Tables with text, gaps and dates, from end to end.</summary>
public sealed class TableTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_table_with_text_gaps_and_dates_is_learned_and_its_model_takes_the_next_one_raw()
    {
        string data = _workspace.Write("pets.csv", Pets(120));
        var finished = Workspace.Run("train", data, "--target", "kind", "--test", "0.2", "--output", _workspace.Model, "--json").Succeeded().Events[^1];
        Assert.InRange(finished.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.9, 1);
        Assert.InRange(Workspace.Run("evaluate", _workspace.Model, data, "--json").Succeeded().Events[0].GetProperty("accuracy").GetDouble(), 0.9, 1);
        Assert.Equal(121, Workspace.Run("predict", _workspace.Model, data).Succeeded().Lines.Length);
    }

    [Fact]
    public void Predictions_keep_other_columns_where_that_is_asked_for()
    {
        _workspace.Train(_workspace.Write("pets.csv", Pets(60)), "--target", "kind").Succeeded();
        string[] plain = Workspace.Run("predict", _workspace.Model, _workspace["pets.csv"]).Succeeded().Lines;
        string[] kept = Workspace.Run("predict", _workspace.Model, _workspace["pets.csv"], "--keep-others").Succeeded().Lines;
        Assert.Equal("name,kind," + plain[0], kept[0]);
        Assert.Equal("pet 0,cat," + plain[1], kept[1]);
    }

    [Fact]
    public void A_category_that_training_did_not_see_is_predicted_with_a_warning()
    {
        _workspace.Train(_workspace.Write("pets.csv", Pets(60)), "--target", "kind").Succeeded();
        var run = Workspace.Run("predict", _workspace.Model, _workspace.Write("next.csv", "weight,born,colour\n3,2024-01-01,violet\n4,2024-01-01,violet\n"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, run.Lines.Length);
        Assert.EndsWith("next.csv: column 3 ('colour') has 2 cells unlike any in training, such as 'violet'; they count as an average row.\n", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("warning: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_named() =>
        Refused("weight,born\n3,2024-01-01\n", "colour");

    [Fact]
    public void The_columns_are_shown_before_training_and_by_describe_and_by_inspect()
    {
        string data = _workspace.Write("pets.csv", Pets(60));
        string trained = _workspace.Train(data, "--target", "kind").Succeeded().Out;
        string described = Workspace.Run("data", "describe", data).Succeeded().Out;
        string inspected = Workspace.Run("inspect", _workspace.Model).Succeeded().Out;
        foreach (string text in new[] { trained, described })
        {
            Assert.Matches(@"(?m)^  name +identifier +60 .* left out: identifier$", text);
            Assert.Matches(@"(?m)^  weight +number +5 +\d+  1 to .* standardized, gaps marked$", text);
            Assert.Matches(@"(?m)^  colour +category +3 ", text);
        }
        Assert.Matches(@"(?m)^  kind +category .* the target$", trained);
        Assert.Matches(@"(?m)^  colour +category +one of 3 +black, red, white$", inspected);
    }

    [Fact]
    public void Columns_are_left_out_and_reinterpreted_on_request()
    {
        string data = _workspace.Write("pets.csv", Pets(60));
        var started = _workspace.Train(data, "--target", "kind", "--ignore", "born,4", "--categorical", "weight", "--positive", "cat", "--json").Succeeded().Events[0];
        var inspected = Workspace.Run("inspect", _workspace.Model, "--json").Succeeded().Events[0];
        Assert.Equal(started.GetProperty("features").GetInt32(), inspected.GetProperty("features").GetArrayLength());
        Assert.Equal(["ignored", "category", "ignored", "ignored"], inspected.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("kind").GetString()!));
        Assert.Equal(["dog", "cat"], inspected.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!));
    }

    [Fact]
    public void Describe_prints_an_object_a_column_for_programs()
    {
        var columns = Workspace.Run("data", "describe", _workspace.Write("pets.csv", Pets(60)), "--target", "kind", "--json").Succeeded().Events;
        Assert.Equal(["identifier", "number", "time", "category", "category"], columns.Select(column => column.GetProperty("kind").GetString()!));
        Assert.Equal([false, false, false, false, true], columns.Select(column => column.GetProperty("target").GetBoolean()));
        Workspace.Run("data", "describe", "digits").Refused("not a table");
    }

    [Fact]
    public void Folds_tell_mean_and_spread_and_the_model_is_trained_on_all_rows()
    {
        string data = _workspace.Write("pets.csv", Pets(60));
        var events = _workspace.Train(data, "--target", "kind", "--cross-validate", "5", "--json").Succeeded().Events;
        Assert.Equal(60, events[0].GetProperty("rows").GetInt32());
        var folds = events[^1].GetProperty("crossValidation");
        Assert.Equal(5, folds.GetProperty("folds").GetInt32());
        double[] accuracies = [.. folds.GetProperty("accuracy").GetProperty("values").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(5, accuracies.Length);
        Assert.Equal(accuracies.Average(), folds.GetProperty("accuracy").GetProperty("mean").GetDouble(), 1e-12);
        Assert.Matches(@"(?m)^  accuracy +0\.\d+ +0\.\d+ ", _workspace.Train(data, "--target", "kind", "--cross-validate", "3").Succeeded().Out);
        _workspace.Train(data, "--target", "kind", "--cross-validate", "3", "--test", "0.2").Refused("--cross-validate", "--test");
        _workspace.Train("iris", "--cross-validate", "3").Refused("divides tables");
        _workspace.Train(data, "--target", "kind", "--cross-validate", "61").Refused("60 rows");
    }

    [Fact]
    public void Rows_are_divided_by_group_and_by_time_on_request()
    {
        string data = _workspace.Write("pets.csv", Pets(60));
        var byTime = _workspace.Train(data, "--target", "kind", "--test", "0.2", "--time", "born", "--json").Succeeded().Events[0];
        Assert.Equal(12, byTime.GetProperty("testRows").GetInt32());
        _workspace.Train(data, "--target", "kind", "--test", "0.4", "--group", "colour", "--json").Succeeded();
        Assert.DoesNotContain("colour=", Workspace.Run("inspect", _workspace.Model).Succeeded().Out, StringComparison.Ordinal);
        _workspace.Train(data, "--target", "kind", "--group", "owner").Refused("owner", "for the groups");
    }

    [Fact]
    public void Ten_cultures_train_to_the_same_weights()
    {
        string data = _workspace.Write("pets.csv", Pets(60));
        var before = CultureInfo.CurrentCulture;
        var fingerprints = new HashSet<string>();
        try
        {
            for (int i = 0; i < 10; i++)
            {
                var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
                (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = ($"{(char)('A' + i)}", $"{(char)('a' + i)}");
                culture.DateTimeFormat.ShortDatePattern = i % 2 == 0 ? "dd.MM.yyyy" : "M/d/yy";
                CultureInfo.CurrentCulture = culture;
                fingerprints.Add(_workspace.Train(data, "--target", "kind", "--json").Succeeded().Events[^1].GetProperty("weightsSha256").GetString()!);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Single(fingerprints);
    }

    private void Refused(string next, params string[] named)
    {
        _workspace.Train(_workspace.Write("pets.csv", Pets(60)), "--target", "kind").Succeeded();
        Workspace.Run("predict", _workspace.Model, _workspace.Write("next.csv", next)).Refused(named);
    }

    /// <summary>Cats and dogs: dogs are heavier; a name each, a gap in every twelfth weight, a birthday and a colour.</summary>
    private static string Pets(int rows)
    {
        string[] colours = ["black", "white", "red"];
        var text = new StringBuilder("name,weight,born,colour,kind\n");
        for (int row = 0; row < rows; row++)
        {
            bool cat = row % 2 == 0;
            string weight = row % 12 == 5 ? "" : ((cat ? 1 : 6) + (row % 7 * 0.5)).ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"pet {row},{weight},{new DateTime(2024, 1, 1).AddDays(5 * (row % 50)):yyyy-MM-dd},{colours[row % 3]},{(cat ? "cat" : "dog")}\n");
        }
        return text.ToString();
    }
}
