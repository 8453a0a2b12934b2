using System.Text;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class ModelTableTests
{
    private static readonly string[] Named = ["width", "height"], Unnamed = ["x1", "x3"], Classes = ["no", "yes"];

    [Fact]
    public void Columns_are_found_by_name_among_any_others()
    {
        InputRows rows = Inputs("name,height,class,width\nA,1,NA,2\nB,3,?,4\n", Named);
        Assert.Equal([2, 1, 4, 3], rows.Values.ToArray());
        Assert.Equal(Named, rows.FeatureNames);
    }

    [Fact]
    public void Reading_tells_how_far_it_is_and_can_be_stopped()
    {
        const int rows = 20_000;
        using var directory = new Files.TemporaryDirectory();
        File.WriteAllText(directory["t.csv"], "width,height\n" + string.Concat(Enumerable.Repeat("1,2\n", rows)));
        long length = new FileInfo(directory["t.csv"]).Length;
        using var cancellation = new CancellationTokenSource();
        var heard = new List<ReadingProgress>();
        var options = new ModelTableOptions { Path = directory["t.csv"], Features = Named, Progress = new Listener(heard.Add) };
        Assert.Equal(rows, ModelTable.ReadInputs(options).Count);
        Assert.Equal(heard.OrderBy(progress => progress.Rows), heard);
        Assert.All(heard, progress => Assert.Equal(("reading", length), (progress.Step, progress.TotalBytes)));
        Assert.InRange(heard.Count, 2, 100);
        Assert.InRange(heard[^1].Bytes, 1, length);

        options = options with { Progress = new Listener(_ => cancellation.Cancel()), Cancellation = cancellation.Token };
        Assert.Throws<OperationCanceledException>(() => ModelTable.ReadInputs(options));
    }

    private sealed class Listener(Action<ReadingProgress> hear) : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value) => hear(value);
    }

    [Fact]
    public void A_file_with_the_inputs_alone_predicts()
    {
        Assert.Equal([2, 1], Inputs("height,width\n1,2\n", Named).Values.ToArray());
        Assert.Equal([1, 2], Inputs("1,2\n", Named).Values.ToArray());
        Assert.Equal([1, 2, 3], Inputs("1\n\n2\n3\n", ["width"]).Values.ToArray());
        Assert.Equal([7, 8], Inputs("width\n7\n8\n", ["width"]).Values.ToArray());
    }

    [Theory]
    [InlineData("x1 x2", "1 2")]
    [InlineData("x1 x3", "1 3")]
    [InlineData("x2 x3", "2 3")]
    public void Without_header_the_gap_in_the_names_is_the_place_of_the_target(string features, string values)
    {
        Assert.Equal(values, string.Join(' ', Inputs("1,2,3\n", features.Split(' ')).Values.ToArray()));
        Dataset data = Data("1,2,3\n", features.Split(' '), "target");
        Assert.Equal(6, data.Input(0)[0] + data.Input(0)[1] + data.Targets[0]);
        Assert.Equal(values, string.Join(' ', data.Input(0).ToArray()));
    }

    [Fact]
    public void Without_header_a_named_model_needs_to_be_told_the_target()
    {
        Assert.Equal("has 3 columns without names, one more than the model takes, and nothing says which is the target; give the file a header.",
            Refused("1,2,3\n", Named, "class"));
        Assert.Equal([1, 3], Data("1,2,3\n", Named, "2").Inputs.Values.ToArray());
        Assert.Equal([3f], Data("1,2,3\n", Named, "last").Targets.ToArray());
    }

    [Fact]
    public void Classes_keep_the_order_of_the_model()
    {
        Dataset data = Data("class,height,width\nyes,1,2\nno,3,4\nyes,5,6\n", Named, "class", Classes);
        Assert.Equal([1, 0, 1], data.Labels.ToArray());
        Assert.Equal(Classes, data.ClassNames!);
        Assert.Equal([2, 1], data.Input(0).ToArray());
    }

    [Fact]
    public void Numbered_classes_are_found_in_any_spelling() =>
        Assert.Equal([1, 1, 0], Data("1,0,2.0\n1,0,2\n1,0,-0\n", ["x1", "x2"], "target", ["0", "2"]).Labels.ToArray());

    [Fact]
    public void A_file_may_lack_rows_of_a_class() =>
        Assert.Equal([1], Data("1,0,yes\n", ["x1", "x2"], "target", Classes, header: false).Labels.ToArray());

    [Theory]
    [InlineData("width,class\n1,yes\n", "has no column 'height', an input of the model; there are the columns 'width', 'class'.")]
    [InlineData("Width,height\n1,2\n", "has no column 'width', an input of the model; there are the columns 'Width', 'height'.")]
    [InlineData("width,height\n1,2\n", "has no column 'class' for the target; there are the columns 'width', 'height'.")]
    [InlineData("width,height,class\n1,2,yes\n3,4,maybe\n", "row 3, column 3 ('class'): 'maybe' is none of the model's classes: 'no', 'yes'.")]
    [InlineData("width,height,class\n1,2,\n", "no row has an answer; a column with the answers is needed.")]
    [InlineData("width,height,class\n1,,yes\n", "row 2, column 2 ('height'): the value is missing; fill it in, or remove the row.")]
    [InlineData("width,height,class\n1,x,yes\n", "row 2, column 2 ('height'): 'x' is not a number; correct the cell.")]
    [InlineData("width,height,class\n", "has a header but no rows; at least one is needed.")]
    [InlineData("1,2,3,4\n", "has 4 columns without names, but the model takes 2; give it those, or those and the target.")]
    [InlineData("1\n", "has 1 column without names, but the model takes 2; give it those, or those and the target.")]
    [InlineData("1,2\n", "has 2 columns without names, all of them inputs of the model; to evaluate, a column with the answers is needed.")]
    public void What_does_not_fit_the_model_is_refused(string text, string message) => Assert.Equal(message, Refused(text, Named, "class", Classes));

    [Fact]
    public void The_target_cannot_be_an_input() =>
        Assert.Equal("column 1 ('width') is an input of the model and cannot be the target; choose the column with the answers.",
            Refused("width,height,class\n1,2,yes\n", Named, "1", Classes));

    [Fact]
    public void Regression_needs_numbers() =>
        Assert.StartsWith("row 2, column 2 ('y'): 'yes' is not a number", Refused("x1,y\n1,yes\n", ["x1"], "y"), StringComparison.Ordinal);

    [Fact]
    public void What_training_read_is_read_the_same_for_the_model()
    {
        const string Text = "1,2,3\n4,5.5,6\n";
        Dataset trained = TestTable.Read(Text, "2"), evaluated = Data(Text, Unnamed, trained.TargetNames![0]);
        Assert.Equal(Fingerprint.Of(trained), Fingerprint.Of(evaluated));
        Assert.Equal(trained.FeatureNames, evaluated.FeatureNames);
    }

    private static InputRows Inputs(string text, string[] features) =>
        TestTable.InFile(Encoding.UTF8.GetBytes(text), path => ModelTable.ReadInputs(new ModelTableOptions { Path = path, Features = features }));

    private static Dataset Data(string text, string[] features, string target, string[]? classes = null, bool? header = null) =>
        TestTable.InFile(Encoding.UTF8.GetBytes(text), path =>
            ModelTable.ReadDataset(new ModelTableOptions { Path = path, Features = features, Target = target, Classes = classes, Header = header }));

    private static string Refused(string text, string[] features, string target, string[]? classes = null) =>
        TestTable.RefusalOf(Encoding.UTF8.GetBytes(text), path =>
            ModelTable.ReadDataset(new ModelTableOptions { Path = path, Features = features, Target = target, Classes = classes }));
}
