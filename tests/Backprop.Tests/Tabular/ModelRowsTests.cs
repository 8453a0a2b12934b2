using System.Text;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class ModelRowsTests
{
    private const string Trained = "a,b,c,when,y\n1,x,yes,2024-01-01,0\n2,z,no,2024-03-01,1\n3,x,yes,2024-06-01,0\n4.5,z,no,2024-09-01,1\n5,x,no,2024-12-01,0\n6,z,yes,2024-12-31,1\n";

    [Fact]
    public void Rows_read_for_the_model_have_the_bits_of_training()
    {
        var parts = Prepared(Trained);
        Assert.Equal(parts.Training.Inputs.Values.ToArray(), Inputs(Trained, parts, out _).Values.ToArray());
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_among_others()
    {
        var parts = Prepared(Trained);
        string[][] rows = [.. Trained.TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
        string reordered = string.Concat(rows.Select((row, i) => $"{(i == 0 ? "id" : $"row {i}")};{row[3]};{row[2]};{row[0]};{row[1]}\n"));
        Assert.Equal(parts.Training.Inputs.Values.ToArray(), Inputs(reordered, parts, out _).Values.ToArray());
    }

    [Fact]
    public void Cells_unlike_any_in_training_are_counted_in_one_warning_a_column()
    {
        var parts = Prepared(Trained);
        var inputs = Inputs("a,b,c,when\n,new,maybe,\n1,newer,yes,2024-01-01\n", parts, out var warnings);
        Assert.Equal(
        [
            "column 1 ('a') has 1 cell unlike any in training, such as a missing value; the median stands in for them.",
            "column 2 ('b') has 2 cells unlike any in training, such as 'new'; they count as an average row.",
            "column 3 ('c') has 1 cell unlike any in training, such as 'maybe'; they count as neither yes nor no.",
            "column 4 ('when') has 1 cell unlike any in training, such as a missing value; the median stands in for them.",
        ], warnings.Select(warning => warning[(warning.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        Assert.Equal([0.5f, 0.5f], inputs.Input(0)[1..3].ToArray());
        Assert.All(inputs.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData("a,c,when\n1,yes,2024-01-01\n", "has no column 'b', an input of the model; there are the columns 'a', 'c', 'when'.")]
    [InlineData("a,b,c,when\nbig,x,yes,2024-01-01\n", "row 2, column 1 ('a'): 'big' is not a number; correct the cell.")]
    [InlineData("a,b,c,when\n1,x,yes,yesterday\n", "row 2, column 4 ('when'): 'yesterday' is not a number; correct the cell.")]
    public void What_does_not_fit_is_refused(string table, string message)
    {
        var parts = Prepared(Trained);
        string refusal = TestTable.RefusalOf(Encoding.UTF8.GetBytes(table), path => ModelTable.ReadInputs(Options(path, parts)));
        Assert.Equal(message.Replace("'yesterday' is not a number", "'yesterday' is no date", StringComparison.Ordinal), refusal);
    }

    [Fact]
    public void Without_header_the_columns_of_training_are_found_by_position()
    {
        const string Numbered = "1,x,10,0.5\n2,z,10,1.5\n3,x,10,2.5\n4,z,10,3.5\n";
        var parts = TestTable.InFile(Encoding.UTF8.GetBytes(Numbered), path => Table.Read(new TableOptions { Path = path, Target = "last", Header = false }).Prepare(new TableShares { Validation = 0 })).Parts;
        Assert.Equal(["x1", "x2=x", "x2=z"], parts.Training.FeatureNames);
        float[] expected = parts.Training.Inputs.Values.ToArray();
        Assert.Equal(expected, Inputs(Numbered, parts, out _, header: false).Values.ToArray());
        string without = string.Concat(Numbered.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(',')] + "\n"));
        Assert.Equal(expected, Inputs(without, parts, out _, header: false).Values.ToArray());
    }

    private static TrainingParts Prepared(string table) =>
        TestTable.InFile(Encoding.UTF8.GetBytes(table), path => Table.Read(new TableOptions { Path = path, Target = "last", Task = TableTask.Classification }).Prepare(new TableShares { Validation = 0 })).Parts;

    private static InputRows Inputs(string table, TrainingParts parts, out List<string> warnings, bool? header = null)
    {
        var heard = warnings = [];
        return TestTable.InFile(Encoding.UTF8.GetBytes(table), path => ModelTable.ReadInputs(Options(path, parts) with { Warn = heard.Add, Header = header }));
    }

    private static ModelTableOptions Options(string path, TrainingParts parts) => new()
    {
        Path = path,
        Features = parts.Training.FeatureNames,
        Columns = parts.Columns,
    };
}
