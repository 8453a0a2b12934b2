using System.Globalization;

namespace Backprop.Cli.Tests.Commands;

/// <summary>Predictions are those of the library, row by row.</summary>
public sealed class PredictTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void One_row_comes_out_for_each_row_that_goes_in_with_the_bits_of_the_model()
    {
        _workspace.Train("digits").Succeeded();
        string[] lines = Workspace.Run("predict", _workspace.Model, "digits").Succeeded().Lines;
        var data = Backprop.Data.BuiltInDatasets.Load("digits");
        var model = Model.Load(_workspace.Model);
        Assert.Equal("prediction," + string.Join(',', Enumerable.Range(0, 10).Select(c => $"probability_{c}")), lines[0]);
        Assert.Equal(1 + data.Count, lines.Length);
        foreach (int row in new[] { 0, 1, 255, 256, 1000, 1796 })
        {
            string[] cells = lines[row + 1].Split(',');
            float[] expected = model.Predict(data.Input(row));
            Assert.Equal(expected, cells[1..].Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)));
            Assert.Equal(model.ClassOf(expected), cells[0]);
        }
    }

    [Fact]
    public void A_table_and_the_built_in_set_give_the_same_predictions()
    {
        _workspace.Train("iris").Succeeded();
        Workspace.Run("data", "export", "iris", _workspace["iris.csv"]).Succeeded();
        Assert.Equal(
            Workspace.Run("predict", _workspace.Model, "iris").Succeeded().Out,
            Workspace.Run("predict", _workspace.Model, _workspace["iris.csv"]).Succeeded().Out);
    }

    [Fact]
    public void A_model_that_was_written_and_read_again_predicts_the_same_after_a_copy()
    {
        _workspace.Train("iris").Succeeded();
        string first = Workspace.Run("predict", _workspace.Model, "iris").Succeeded().Out;
        Model.Load(_workspace.Model).Save(_workspace["copy"]);
        Assert.Equal(first, Workspace.Run("predict", _workspace["copy"], "iris").Succeeded().Out);
        Assert.Equal(File.ReadAllBytes(_workspace.Model), File.ReadAllBytes(_workspace["copy"]));
    }

    [Fact]
    public void The_target_column_is_not_needed_and_others_do_not_matter()
    {
        _workspace.Train(_workspace.Write("flowers.csv", Tables.Flowers(100)), "--target", "kind").Succeeded();
        string expected = Workspace.Run("predict", _workspace.Model, _workspace["flowers.csv"]).Succeeded().Out;
        string plain = _workspace.Write("plain.csv", Tables.Flowers(100, withKind: false));
        Assert.Equal(expected, Workspace.Run("predict", _workspace.Model, plain).Succeeded().Out);
        Assert.StartsWith("prediction,probability_rose,probability_tulip\nrose,", expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_are_no_probabilities_are_not_called_so()
    {
        _workspace.Train("iris", "--output-activation", "identity", "--loss", "squared-error").Succeeded();
        Assert.Equal("prediction,output_setosa,output_versicolor,output_virginica", Workspace.Run("predict", _workspace.Model, "iris").Succeeded().Lines[0]);
    }

    [Fact]
    public void Numbers_are_predicted_under_the_name_of_the_target()
    {
        string data = _workspace.Write("houses.csv", "size,age,price\n" + Tables.Houses(100));
        _workspace.Train(data, "--target", "price").Succeeded();
        string[] lines = Workspace.Run("predict", _workspace.Model, data).Succeeded().Lines;
        Assert.Equal("price", lines[0]);
        Assert.Equal(101, lines.Length);
        Assert.All(lines[1..], line => Assert.InRange(float.Parse(line, CultureInfo.InvariantCulture), 50, 300));
    }

    [Fact]
    public void Names_that_CSV_would_split_are_quoted()
    {
        _workspace.Train(_workspace.Write("t.csv", "x;kind\n1;a,b\n5;\"c\"\"d\"\n"), "--target", "kind", "--validation", "0").Succeeded();
        Assert.Equal("prediction,\"probability_a,b\",\"probability_c\"\"d\"", Workspace.Run("predict", _workspace.Model, _workspace["t.csv"]).Succeeded().Lines[0]);
    }

    [Fact]
    public void Images_need_no_labels_but_given_ones_stand_beside_the_predictions()
    {
        string images = _workspace.Write("images", Idx.Images(50)), labels = _workspace.Write("labels", Idx.Labels(50));
        Workspace.Run("train", images, "--labels", labels, "--output", _workspace.Model, "--quiet").Succeeded();
        string[] alone = Workspace.Run("predict", _workspace.Model, images).Succeeded().Lines;
        string[] labeled = Workspace.Run("predict", _workspace.Model, images, "--labels", labels).Succeeded().Lines;
        Assert.Equal("prediction,probability_0,probability_1", alone[0]);
        Assert.Equal(alone[0] + ",actual", labeled[0]);
        Assert.Equal(alone[2] + ",1", labeled[2]);
        Assert.Equal(51, alone.Length);
    }

    [Fact]
    public void A_file_gets_what_the_standard_output_would_get()
    {
        _workspace.Train("iris").Succeeded();
        string expected = Workspace.Run("predict", _workspace.Model, "iris").Succeeded().Out;
        Assert.Equal("", Workspace.Run("predict", _workspace.Model, "iris", "--output", _workspace["p.csv"]).Succeeded().Out);
        Assert.Equal(expected, File.ReadAllText(_workspace["p.csv"]));
        Assert.Equal(["model.safetensors", "p.csv"], _workspace.Names);
    }

    [Fact]
    public void A_dash_is_the_standard_output()
    {
        _workspace.Train("iris").Succeeded();
        Assert.Equal(
            Workspace.Run("predict", _workspace.Model, "iris").Succeeded().Out,
            Workspace.Run("predict", _workspace.Model, "iris", "--output", "-").Succeeded().Out);
    }

    [Fact]
    public void The_labels_are_not_overwritten_by_predictions()
    {
        string images = _workspace.Write("images", Idx.Images(50)), labels = _workspace.Write("labels", Idx.Labels(50));
        Workspace.Run("train", images, "--labels", labels, "--output", _workspace.Model, "--quiet").Succeeded();
        Workspace.Run("predict", _workspace.Model, images, "--labels", labels, "--output", labels).Refused("file that is read", "the labels");
        Assert.Equal(Idx.Labels(50), File.ReadAllBytes(labels));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_refused_and_nothing_stays()
    {
        _workspace.Train("iris").Succeeded();
        Workspace.Run("predict", _workspace.Model, "iris", "--output", _workspace["none/p.csv"]).Refused("does not exist");
        Workspace.Run("predict", _workspace.Model, "iris", "--output", _workspace.Model).Refused("file that is read");
        Assert.Equal(["model.safetensors"], _workspace.Names);
    }
}
