using System.Globalization;
using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Data;

public class BuiltInDatasetTests
{
    [Fact]
    public void Their_names_are_those_of_the_command_line() =>
        Assert.Equal(["circles", "digits", "iris", "moons", "spirals", "xor"], BuiltInDatasets.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Another_name_is_refused_with_the_names_that_there_are() =>
        Assert.Equal(
            "There is no built-in data set 'mnist'; there are digits, iris, spirals, moons, circles, xor.",
            Refusal.Of(() => BuiltInDatasets.Load("mnist")));

    [Fact]
    public void Each_is_described_loads_and_answers_to_its_name()
    {
        foreach (BuiltInDataset set in BuiltInDatasets.All)
        {
            Dataset data = set.Load();
            Assert.Equal(set.Name, data.Name);
            Assert.StartsWith(data.Count.ToString("N0", CultureInfo.InvariantCulture), set.Description, StringComparison.Ordinal);
            Assert.NotEmpty(set.Source);
            Assert.Equal(Fingerprint.Of(data), Fingerprint.Of(BuiltInDatasets.Load(set.Name)));
        }
    }

    [Fact]
    public void Digits_are_the_published_ones()
    {
        Dataset digits = BuiltInDatasets.Load("digits");
        Assert.Equal((1797, 64, 10), (digits.Count, digits.Features, digits.Outputs));
        Assert.Equal(new ValueRange(0, 16), digits.InputRange);
        Assert.All(digits.Inputs.Values.ToArray(), value => Assert.True(value is >= 0 and <= 16 && value == MathF.Round(value)));
        // Class counts: optdigits.names of the UCI repository, part 6, column of the test set.
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], digits.ClassCounts());
        // First line of the UCI repository's optdigits.tes.
        Assert.Equal(
            [0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0, 0, 3, 15, 2, 0, 11, 8, 0, 0, 4, 12, 0, 0, 8, 8, 0,
             0, 5, 8, 0, 0, 9, 8, 0, 0, 4, 11, 0, 1, 12, 7, 0, 0, 2, 14, 5, 10, 12, 0, 0, 0, 0, 6, 13, 10, 0, 0, 0],
            digits.Input(0).ToArray());
        Assert.Equal(0, digits.Label(0));
        Assert.Equal("c7aa7fe95015417b1afca56663c92ffa721d4864c54909b69622046a4aa84c40", Fingerprint.Of(digits));
    }

    [Fact]
    public void Digits_are_the_test_part_of_optdigits_number_by_number()
    {
        string[][] published = SharedData.Cells("optdigits/optdigits-test.csv");
        Dataset digits = BuiltInDatasets.Load("digits");
        Assert.Equal(published.SelectMany(cells => cells[..64].Select(Number)), digits.Inputs.Values.ToArray());
        Assert.Equal(published.Select(cells => (int)Number(cells[64])), digits.Labels.ToArray());
    }

    [Fact]
    public void Irises_are_those_of_Fishers_paper()
    {
        Dataset iris = BuiltInDatasets.Load("iris");
        Assert.Equal((150, 4, 3), (iris.Count, iris.Features, iris.Outputs));
        Assert.Equal([50, 50, 50], iris.ClassCounts());
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.ClassNames);
        Assert.Null(iris.InputRange);
        // Rows 35 and 38 of the paper's table I, which the UCI repository's copy has wrong (its iris.names says so).
        Assert.Equal([4.9f, 3.1f, 1.5f, 0.2f], iris.Input(34).ToArray());
        Assert.Equal([4.9f, 3.6f, 1.4f, 0.1f], iris.Input(37).ToArray());
        Assert.Equal("145d3c99d10e4b077e1c62439874f2a42910d27dfdd24a503c9a617a3ebf0175", Fingerprint.Of(iris));
    }

    [Fact]
    public void Irises_differ_from_the_UCI_copy_in_three_numbers_of_two_rows()
    {
        string[][] copy = SharedData.Cells("iris/iris.csv")[1..];
        Dataset iris = BuiltInDatasets.Load("iris");
        Assert.Equal(150, copy.Length);
        var differences = from row in Enumerable.Range(0, 150)
                          from column in Enumerable.Range(0, 4)
                          where Number(copy[row][column]) != iris.Input(row)[column]
                          select (row, column);
        Assert.Equal([(34, 3), (37, 1), (37, 2)], differences);
        Assert.Equal(copy.Select(cells => (int)Number(cells[4])), iris.Labels.ToArray());
    }

    private static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);
}
