using System.Globalization;
using System.Text;

namespace Backprop.Cli.Tests.Commands;

/// <summary>Weights of rows and of classes, from the command line to the model's file.</summary>
public sealed class WeightTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Weights_are_told_before_training_and_by_inspect()
    {
        string trained = Train("--class-weights", "balanced", "--weight-column", "times").Succeeded().Out;
        string inspected = Workspace.Run("inspect", _workspace.Model).Succeeded().Out;
        Assert.Matches(@"(?m)^Weights +rows of common 0\.\d+, rare \d+.* times each row by column times; ", trained);
        Assert.Contains("left out: weight", trained, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Weights +rows of common 0\.\d+, rare \d+", inspected);
        Assert.Contains("each row by column times", inspected, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_told_to_programs()
    {
        var started = Train("--class-weights", "rare=9", "--weight-column", "3", "--json").Succeeded().Events[0];
        Assert.Equal(2, started.GetProperty("features").GetInt32());
        Assert.Equal((1, 9), (started.GetProperty("classWeights").GetProperty("common").GetInt32(), started.GetProperty("classWeights").GetProperty("rare").GetInt32()));
        Assert.Equal("3", started.GetProperty("weightColumn").GetString());
        var training = Workspace.Run("inspect", _workspace.Model, "--json").Succeeded().Events[0].GetProperty("training");
        Assert.Equal([1, 9], training.GetProperty("classWeights").EnumerateArray().Select(weight => weight.GetInt32()));
        Assert.True(training.GetProperty("rowWeights").GetBoolean());
    }

    [Fact]
    public void Rows_of_weight_2_are_evaluated_as_rows_that_stand_there_twice()
    {
        Train("--weight-column", "times").Succeeded();
        string[] lines = Rows(90).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string repeated = string.Join('\n', lines.Take(1).Concat(lines.Skip(1).SelectMany(line => Enumerable.Repeat(line, line.Split(',')[2][0] - '0'))));
        var weighted = Workspace.Run("evaluate", _workspace.Model, _workspace["rows.csv"], "--weight-column", "times", "--json").Succeeded().Events[0];
        var twice = Workspace.Run("evaluate", _workspace.Model, _workspace.Write("twice.csv", repeated), "--json").Succeeded().Events[0];
        Assert.Equal("times", weighted.GetProperty("weightColumn").GetString());
        // Sums of the same terms in another order.
        const double Tolerance = 1e-9;
        foreach (string name in new[] { "loss", "accuracy", "balancedAccuracy", "macroF1", "logLoss", "rocAuc", "averagePrecision", "brier" })
            Assert.Equal(twice.GetProperty(name).GetDouble(), weighted.GetProperty(name).GetDouble(), Tolerance);
        Assert.Equal(
            twice.GetProperty("confusion").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(count => count.GetDouble()),
            weighted.GetProperty("weightedConfusion").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(count => count.GetDouble()));
        Assert.NotEqual(twice.GetProperty("rows").GetInt32(), weighted.GetProperty("rows").GetInt32());
    }

    [Fact]
    public void A_class_that_is_ten_times_rarer_is_named_unless_something_is_done()
    {
        Assert.Matches(@"(?m)^Imbalance +class rare has \d+ rows, common \d+; --class-weights balanced ", Train("--ignore", "times").Succeeded().Out);
        Assert.DoesNotContain("Imbalance", Train("--ignore", "times", "--class-weights", "balanced").Succeeded().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--class-weights", "raer=2", "'raer'", "'rare'")]
    [InlineData("--class-weights", "rare=-2", "'rare'", "-2")]
    [InlineData("--class-weights", "rare=1e99", "'rare'", "0 or more")]
    [InlineData("--class-weights", "rare=0,common=0", "rows.csv", "at least one must be above")]
    [InlineData("--class-weights", "heavy", "'heavy'", "balanced, none")]
    [InlineData("--weight-column", "weight", "'weight'", "'times'")]
    [InlineData("--weight-column", "kind", "'kind'", "the target")]
    [InlineData("--weight-column", "x", "'x'", "data row 1")]
    public void What_cannot_be_a_weight_is_refused(string option, string value, params string[] named) => Train(option, value).Refused(named);

    [Theory]
    [InlineData("x,w,y\n1,1,2\n2,,3\n", "has gaps, the first in data row 2")]
    [InlineData("x,w,y\n1,1,2\n2,heavy,3\n", "'heavy' is not a number")]
    [InlineData("x,w,y\n1,0,2\n2,0,3\n", "is 0 in every row")]
    [InlineData("x,w,y\n1,1,2\n2,1e400,3\n", "beyond the range of a float")]
    public void A_column_that_holds_no_weights_is_refused(string table, string named) =>
        Workspace.Run("train", _workspace.Write("bad.csv", table), "--target", "y", "--weight-column", "w", "--output", _workspace.Model).Refused("bad.csv", named);

    [Fact]
    public void Numbers_to_predict_have_no_weights_of_classes_and_other_data_no_columns()
    {
        Workspace.Run("train", _workspace.Write("rows.csv", Rows(60)), "--target", "x", "--class-weights", "balanced", "--output", _workspace.Model).Refused("rows.csv", "numbers to predict");
        Workspace.Run("train", "iris", "--weight-column", "1", "--output", _workspace.Model).Refused("--weight-column", "iris is a built-in data set");
    }

    [Theory]
    [InlineData("x", "an input of the model")]
    [InlineData("kind", "the target")]
    [InlineData("none", "has no column 'none' for the weights")]
    public void Evaluation_refuses_a_column_that_is_no_weight(string column, string named)
    {
        Train("--weight-column", "times").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, _workspace["rows.csv"], "--weight-column", column).Refused(column, named);
    }

    [Fact]
    public void Evaluation_names_the_row_of_a_negative_weight()
    {
        Train("--weight-column", "times").Succeeded();
        string next = _workspace.Write("next.csv", "x,z,times,kind\n0.1,0.2,1,rare\n0.1,0.2,-1,rare\n");
        Workspace.Run("evaluate", _workspace.Model, next, "--weight-column", "times").Refused("next.csv: row 3, column 3 ('times')", "-1");
    }

    private CommandRun Train(params string[] options) => _workspace.Train(_workspace.Write("rows.csv", Rows(90)), ["--target", "kind", .. options]);

    /// <summary>One row in fifteen is rare; times is 1 to 3.</summary>
    private static string Rows(int rows)
    {
        var text = new StringBuilder("x,z,times,kind\n");
        for (int row = 0; row < rows; row++)
        {
            bool rare = row % 15 == 0;
            text.Append(CultureInfo.InvariantCulture, $"{(row * 37 % 41 * 0.1) - 2 + (rare ? 1 : 0)},{row * 11 % 17},{1 + row % 3},{(rare ? "rare" : "common")}\n");
        }
        return text.ToString();
    }
}
