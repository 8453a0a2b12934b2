namespace Backprop.Cli.Tests.Commands;

/// <summary>Bad data: one line on stderr, exit 2, nothing written.</summary>
public sealed class BadDataTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_missing_file_is_named_with_the_built_in_sets() => Refuse([_workspace["none.csv"]], "none.csv", "digits, iris, spirals", "CSV, TSV, NPY, NPZ", "IDX images");

    [Fact]
    public void A_near_miss_of_a_built_in_name_is_suggested() => Refuse(["digts"], "Did you mean 'digits'?");

    [Fact]
    public void A_directory_is_no_data() => Refuse([Path.GetDirectoryName(_workspace["x"])!], "is a directory");

    [Fact]
    public void An_empty_file_is_no_data() => Refuse([_workspace.Write("empty.csv", ""), "--target", "1"], "empty.csv");

    [Fact]
    public void A_wrong_magic_number_is_named() =>
        Refuse([_workspace.Write("images", [0, 0, 9, 9, 0, 0, 0, 1]), "--labels", Labels(1)], "images", "00000909");

    [Fact]
    public void Text_in_place_of_images_is_no_IDX_file() =>
        Refuse([_workspace.Write("images", "no images"), "--labels", Labels(1)], "images", "not an IDX file");

    [Fact]
    public void A_truncated_gzip_file_is_refused()
    {
        byte[] whole = Workspace.Gzip(Idx.Images(50));
        Refuse([_workspace.Write("images.gz", whole[..^9]), "--labels", Labels(50)], "images.gz");
    }

    [Fact]
    public void A_truncated_IDX_file_is_refused() =>
        Refuse([_workspace.Write("images", Idx.Images(50)[..^1]), "--labels", Labels(50)], "images", "truncated");

    [Fact]
    public void Labels_and_images_of_different_counts_are_refused() => Refuse([Images(50), "--labels", Labels(49)], "50 images", "49 labels");

    [Fact]
    public void Images_without_labels_are_refused() => Refuse([Images(50)], "--labels");

    [Fact]
    public void Images_and_labels_exchanged_are_noticed() => Refuse([Labels(50), "--labels", Images(50)], "exchanged");

    [Fact]
    public void A_missing_file_of_labels_is_named() => Refuse([Images(50), "--labels", _workspace["none"]], "none", "does not exist");

    [Fact]
    public void A_table_without_target_is_refused_with_its_columns() => Refuse([Flowers()], "width", "height", "kind");

    [Fact]
    public void An_unknown_column_is_named() => Refuse([Flowers(), "--target", "colour"], "colour");

    [Fact]
    public void A_column_number_beyond_the_last_is_named() => Refuse([Flowers(), "--target", "9"], "column '9'", "from 1 to 3", "width");

    [Fact]
    public void A_ragged_row_is_named_with_its_number() =>
        Refuse([_workspace.Write("t.csv", "a,b,c\n1,2,x\n1,2\n"), "--target", "c"], "t.csv", "row 3");

    [Fact]
    public void Text_in_a_numeric_column_is_named_with_row_and_column() =>
        Refuse([_workspace.Write("t.csv", "a,b,c\n1,many,x\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"1,{row},y\n"))), "--target", "c"], "row 2", "'b'", "many");

    [Fact]
    public void A_target_with_one_class_only_is_refused() =>
        Refuse([_workspace.Write("t.csv", "a,c\n1,x\n2,x\n3,x\n"), "--target", "c"], "one class");

    [Fact]
    public void Too_few_rows_for_validation_data_name_the_option() =>
        Refuse([_workspace.Write("t.csv", "a,c\n1,x\n2,y\n3,x\n"), "--target", "c"], "3 rows", "--validation 0");

    [Fact]
    public void One_row_is_said_as_one() => Refuse([_workspace.Write("t.csv", "a,c\n1,2\n"), "--target", "c"], "has 1 row to train on");

    [Fact]
    public void Test_data_of_another_width_are_refused() =>
        Refuse([Flowers(), "--target", "kind", "--test", _workspace.Write("test.csv", "width,kind\n1,rose\n")], "height");

    [Fact]
    public void Test_data_with_an_unknown_class_are_refused() =>
        Refuse([Flowers(), "--target", "kind", "--test", _workspace.Write("test.csv", "width,height,kind\n1,2,oak\n")], "oak");

    [Fact]
    public void Test_images_without_labels_are_refused() =>
        Refuse([Images(50), "--labels", Labels(50), "--test", Images(20, "test")], "--test-labels");

    [Fact]
    public void A_built_in_set_of_other_classes_is_no_test() => Refuse(["moons", "--test", "iris"], "features");

    private string Images(int count, string name = "images") => _workspace.Write(name, Idx.Images(count));

    private string Labels(int count) => _workspace.Write("labels", Idx.Labels(count));

    private string Flowers() => _workspace.Write("flowers.csv", Tables.Flowers(40));

    private void Refuse(string[] data, params string[] named)
    {
        string[] before = _workspace.Names;
        Workspace.Run(["train", .. data, "--output", _workspace.Model]).Refused(named);
        Assert.Equal(before, _workspace.Names);
    }
}
