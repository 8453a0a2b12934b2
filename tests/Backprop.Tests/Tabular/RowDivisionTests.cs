using System.Text;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class RowDivisionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_of_one_group_are_never_divided(int seed)
    {
        var prepared = Prepare(new TableOptions { Path = "", Target = "y", Group = "who" }, (ulong)seed);
        // The input tells the group: row 7·g + i has the value g + i/100.
        int[][] groups = [.. new[] { prepared.Parts.Training, prepared.Parts.Validation!, prepared.Test! }.Select(data => data.Inputs.Values.ToArray().Where((_, i) => i % data.Features == 0).Select(value => (int)value).Distinct().ToArray())];
        Assert.Empty(groups[0].Intersect(groups[1]).Concat(groups[0].Intersect(groups[2])).Concat(groups[1].Intersect(groups[2])));
        Assert.Equal(30, groups.Sum(part => part.Length));
        Assert.InRange(prepared.Test!.Count, 35, 42);
        Assert.Equal(new IgnoredColumn("who", "group"), prepared.Parts.Columns![0]);
    }

    [Theory]
    [InlineData("day")]
    [InlineData("number")]
    public void The_latest_rows_are_held_out_in_order_of_time(string time)
    {
        var prepared = Prepare(new TableOptions { Path = "", Target = "y", Time = time }, 0);
        float latestOfTraining = prepared.Parts.Training.Targets.ToArray().Max();
        Assert.Equal(42, prepared.Test!.Count);
        Assert.True(latestOfTraining < prepared.Parts.Validation!.Targets.ToArray().Min());
        Assert.True(prepared.Parts.Validation.Targets.ToArray().Max() < prepared.Test.Targets.ToArray().Min());
    }

    [Fact]
    public void What_cannot_divide_rows_is_refused()
    {
        Assert.Contains("holds neither times nor numbers", Files.Refusal.Of(() => Prepare(new TableOptions { Path = "", Target = "y", Time = "who" }, 0)), StringComparison.Ordinal);
        Assert.Contains("not by both", Files.Refusal.Of(() => Prepare(new TableOptions { Path = "", Target = "y", Time = "day", Group = "who" }, 0)), StringComparison.Ordinal);
        Assert.Contains("since it is the target", Files.Refusal.Of(() => Prepare(new TableOptions { Path = "", Target = "y", Group = "y" }, 0)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("who")]
    public void Every_row_is_in_the_test_part_of_one_fold(string? group)
    {
        var tested = InTable(new TableOptions { Path = "", Target = "y", Group = group }, table => table.PrepareFolds(4).Select(fold => fold.Test!.Targets.ToArray()).ToArray());
        Assert.Equal(210, tested.SelectMany(targets => targets).Distinct().Count());
        Assert.All(tested, targets => Assert.InRange(targets.Length, 49, 56));
        Assert.Throws<InvalidInputException>(() => InTable(new TableOptions { Path = "", Target = "y", Time = "day" }, table => table.PrepareFolds(4).ToList()));
    }

    [Fact]
    public void Rows_of_the_test_part_are_in_no_fold()
    {
        var shares = new TableShares { Test = 0.2, Validation = 0, Seed = 3 };
        var (test, folds) = InTable(new TableOptions { Path = "", Target = "y" }, table =>
            (table.Prepare(shares).Test!.Targets.ToArray(), table.PrepareFolds(4, shares).Select(fold => (Own: fold.Test!.Targets.ToArray(), Others: fold.Parts.Training.Targets.ToArray())).ToArray()));
        Assert.Equal(42, test.Length);
        Assert.Equal(168, folds.SelectMany(fold => fold.Own).Distinct().Count());
        Assert.All(folds, fold => Assert.Equal(168, fold.Own.Concat(fold.Others).Except(test).Count()));
    }

    private static PreparedTable Prepare(TableOptions options, ulong seed) => InTable(options, table => table.Prepare(new TableShares { Test = 0.2, Seed = seed }));

    private static T InTable<T>(TableOptions options, Func<Table, T> use)
    {
        var text = new StringBuilder("who,value,day,number,y\n");
        for (int row = 0; row < 210; row++)
        {
            // 11 and 210 have no common factor: times stand in no order.
            int time = row * 11 % 210;
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"w{row / 7},{(row / 7) + (row % 7 / 100.0)},{new DateTime(2024, 1, 1).AddDays(time):dd.MM.yyyy},{time},{time + 0.5}\n");
        }
        return TestTable.InFile(Encoding.UTF8.GetBytes(text.ToString()), path => use(Table.Read(options with { Path = path })));
    }
}
