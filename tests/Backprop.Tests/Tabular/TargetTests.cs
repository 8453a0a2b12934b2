using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class TargetTests
{
    [Fact]
    public void Text_makes_classes_in_ordinal_order()
    {
        Dataset data = TestTable.Read("a,y\n1,b\n2,B\n3,a\n4, b \n");
        Assert.Equal(["B", "a", "b"], data.ClassNames!);
        Assert.Equal([2, 0, 1, 2], data.Labels.ToArray());
    }

    [Fact]
    public void Few_whole_numbers_make_classes_in_the_order_of_their_values()
    {
        Dataset data = TestTable.Read(Column([.. Repeated(["10", "9", "100"], 5)]));
        Assert.Equal(["9", "10", "100"], data.ClassNames!);
        Assert.Equal([1, 0, 2], data.Labels[..3].ToArray());
    }

    [Fact]
    public void One_number_in_several_spellings_is_one_class()
    {
        Dataset data = TestTable.Read(Column([.. Repeated(["1", "0.0", "1.0", "-0", "01"], 2)]));
        Assert.Equal(["0", "1"], data.ClassNames!);
        Assert.Equal([1, 0, 1, 0, 1], data.Labels[..5].ToArray());
    }

    [Theory]
    [InlineData(20, 5, true)]
    [InlineData(21, 5, false)]
    [InlineData(20, 4, false)]
    [InlineData(3, 5, true)]
    public void Whole_numbers_are_classes_while_they_are_few_and_have_rows_enough(int values, int rows, bool classes) =>
        Assert.Equal(classes, TestTable.Read(Column([.. Repeated([.. Enumerable.Range(0, values).Select(value => $"{value}")], rows)])).IsClassification);

    [Theory]
    [InlineData("-1")]
    [InlineData("0.5")]
    public void Negative_or_broken_numbers_make_regression(string number) =>
        Assert.False(TestTable.Read(Column([.. Repeated(["1", number], 50)])).IsClassification);

    [Fact]
    public void The_task_goes_before_the_guess()
    {
        Assert.Equal(["-1", "1"], TestTable.Read(Column([.. Repeated(["1", "-1"], 9)]), task: TableTask.Classification).ClassNames!);
        Assert.Equal(["0.5", "2.5", "10"], TestTable.Read(Column(["10", "2.5", "0.5"]), task: TableTask.Classification).ClassNames!);
        Assert.Equal([1f, 0f, 1f, 0f], TestTable.Read(Column([.. Repeated(["1", "0"], 9)]), task: TableTask.Regression).Targets[..4].ToArray());
        Assert.Equal(["inf", "x"], TestTable.Read(Column(["x", "inf"]), task: TableTask.Classification).ClassNames!);
    }

    [Fact]
    public void Whole_numbers_beyond_the_precision_of_double_stay_different_classes() =>
        Assert.Equal(["12345678901234567890", "12345678901234567891"],
            TestTable.Read(Column(["12345678901234567891", "12345678901234567890"]), task: TableTask.Classification).ClassNames!);

    [Fact]
    public void Numbers_and_texts_are_classes_together_where_that_is_said()
    {
        Assert.Equal(["01", "1", "A"], TestTable.Read(Column(["1", "A", "01"]), task: TableTask.Classification).ClassNames!);
        Assert.Equal("row 3, column 2 ('y'): 'A' is text, but other rows of the target have numbers; correct the cell, or say that the task is classification.",
            TestTable.RefusalOf(Column(["1", "A", "01"])));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("7")]
    public void One_class_only_is_refused(string name) =>
        Assert.Equal($"column 2 ('y'), the target, is '{name}' in every row: one class only; a classifier needs at least two.",
            TestTable.RefusalOf(Column([.. Repeated([name], 6)])));

    [Fact]
    public void A_text_among_many_numbers_is_taken_for_a_mistake()
    {
        const string Advice = "correct the cell, or say that the task is classification.";
        string[] numbers = [.. Enumerable.Range(0, 2_000).Select(value => $"{value}.5")];
        Assert.Equal($"row 22, column 2 ('y'): '1.5.' is text, but other rows of the target have numbers; {Advice}",
            TestTable.RefusalOf(Column([.. numbers[..20], "1.5."])));
        Assert.StartsWith("row 2002, column 2 ('y'): '1.5.' is text, but other rows have numbers there;",
            TestTable.RefusalOf(Column([.. numbers, "1.5."])), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_refused_where_regression_is_wanted() =>
        Assert.Equal("row 3, column 2 ('y'): 'x' is not a number, but regression needs numbers in the target; correct it, or say that the task is classification.",
            TestTable.RefusalOf(Column(["1", "x"]), task: TableTask.Regression));

    [Fact]
    public void Too_many_classes_are_refused() =>
        Assert.StartsWith("column 2 ('y'), the target, has more than 65536 different values, too many for classes;",
            TestTable.RefusalOf(Column([.. Enumerable.Range(0, 65_537).Select(value => $"c{value}")])), StringComparison.Ordinal);

    [Theory]
    [InlineData("1e400", "'1e400' is beyond the range of a float")]
    [InlineData("12,5", "'12,5' has a comma")]
    [InlineData("-inf", "'-inf' is not finite")]
    public void What_is_no_number_is_refused_as_a_guessed_class_too(string cell, string message) =>
        Assert.StartsWith($"row 3, column 2 ('y'): {message}", TestTable.RefusalOf($"a;y\n1;2\n3;{cell}\n"), StringComparison.Ordinal);

    [Fact]
    public void Rows_without_a_target_are_left_out_and_counted() => TestTable.InFile(System.Text.Encoding.UTF8.GetBytes("a,y\n1,x\n2,NA\n3,y\n4,\n"), path =>
    {
        var prepared = Table.Read(new TableOptions { Path = path, Target = "y" }).Prepare(new TableShares { Validation = 0 });
        Assert.Equal(2, prepared.RowsWithoutTarget);
        Assert.Equal([1, 3], prepared.Parts.Training.Inputs.Values.ToArray());
        return prepared;
    });

    [Fact]
    public void A_target_that_is_missing_everywhere_is_refused() =>
        Assert.Equal("column 2 ('y'), the target, is missing in every row; choose another column.", TestTable.RefusalOf(Column(["", "NA", "?"])));

    [Fact]
    public void The_positive_class_is_the_second()
    {
        string table = Column([.. Repeated(["yes", "no"], 3)]);
        Assert.Equal(["no", "yes"], TestTable.Read(table).ClassNames!);
        TestTable.InFile(System.Text.Encoding.UTF8.GetBytes(table), path =>
        {
            Dataset data = TestTable.Read(new TableOptions { Path = path, Target = "y", Positive = "no" });
            Assert.Equal(["yes", "no"], data.ClassNames!);
            Assert.Equal([0, 1], data.Labels[..2].ToArray());
            Assert.Contains("has no class 'maybe'; there are 'no', 'yes'.", Files.Refusal.Of(() => TestTable.Read(new TableOptions { Path = path, Target = "y", Positive = "maybe" })), StringComparison.Ordinal);
            return data;
        });
    }

    private static IEnumerable<string> Repeated(string[] values, int times) => Enumerable.Repeat(values, times).SelectMany(value => value);

    /// <summary>A table with one feature and these targets.</summary>
    private static string Column(string[] targets) => "a,y\n" + string.Concat(targets.Select((target, row) => $"{row},{target}\n"));
}
