using System.Text;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class PreparationTests
{
    // One rounding of float around sines of doubles.
    private const float CircleTolerance = 1e-6f;

    [Fact]
    public void A_missing_number_becomes_the_median_and_a_mark()
    {
        Dataset data = TestTable.Read("a,y\n4,1\n,2\n1,3\n100,4\n");
        Assert.Equal(["a", "a is missing"], data.FeatureNames);
        Assert.Equal([4, 0, 4, 1, 1, 0, 100, 0], data.Inputs.Values.ToArray());
    }

    [Fact]
    public void A_category_becomes_one_input_each()
    {
        Dataset data = TestTable.Read("a,y\nred,1\nblue,2\nred,3\nblue,4\n");
        Assert.Equal(["a=blue", "a=red"], data.FeatureNames);
        Assert.Equal([0, 1, 1, 0, 0, 1, 1, 0], data.Inputs.Values.ToArray());
    }

    [Fact]
    public void Rare_categories_and_gaps_share_an_input()
    {
        var column = Assert.IsType<CategoryColumn>(TestTable.Columns("a,y\nred,1\nblue,2\nred,3\ngreen,4\n,5\nred,6\n")[0]);
        Assert.Equal(["red"], column.Categories);
        Assert.Equal(["blue", "green"], column.Rare);
        Assert.Equal(["a=red", "a is other"], column.Features);
    }

    [Fact]
    public void At_most_a_hundred_categories_get_an_input_of_their_own()
    {
        string table = "a,y\n" + string.Concat(Enumerable.Range(0, 600).Select(row => $"c{row % 120},{row}\n"));
        var column = Assert.IsType<CategoryColumn>(TestTable.Columns(table)[0]);
        Assert.Equal((100, 20, true), (column.Categories.Count, column.Rare.Count, column.HasOther));
    }

    [Fact]
    public void Yes_and_no_become_one_and_zero()
    {
        Dataset data = TestTable.Read("a,y\nYes,1\nno,2\nNA,3\nyes,4\n");
        Assert.Equal(["a", "a is missing"], data.FeatureNames);
        Assert.Equal([1, 0, 0, 0, (float)(2 / 3.0), 1, 1, 0], data.Inputs.Values.ToArray());
    }

    [Fact]
    public void A_time_becomes_days_and_places_on_circles()
    {
        // 2024-01-01 was a Monday.
        Dataset data = TestTable.Read("a,y\n2024-01-01 00:00,1\n2024-01-04 18:00,2\n2024-12-31 06:00,3\n");
        Assert.Equal(["a", "a sin of day", "a cos of day", "a sin of week", "a cos of week", "a sin of year", "a cos of year"], data.FeatureNames);
        float[] first = data.Input(0).ToArray(), second = data.Input(1).ToArray();
        Assert.Equal([0f, 3.75f, 365.25f], Enumerable.Range(0, 3).Select(row => data.Input(row)[0]));
        AssertNear([0, 1, 0, 1], first[1..5]);
        AssertNear([-1, 0, (float)Math.Sin(2 * Math.PI * 3.75 / 7), (float)Math.Cos(2 * Math.PI * 3.75 / 7)], second[1..5]);
    }

    [Fact]
    public void Days_of_whole_dates_have_no_place_in_the_day() =>
        Assert.Equal(["a", "a sin of week", "a cos of week"], TestTable.Read("a,y\n2024-01-01,1\n2024-01-09,2\n2024-01-17,3\n").FeatureNames);

    [Fact]
    public void Far_values_are_drawn_nearer_and_keep_their_order()
    {
        string table = "a,y\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row},{row}\n")) + "1e6,1\n-1e6,2\n2e6,3\n";
        var column = Assert.IsType<NumberColumn>(TestTable.Columns(table)[0]);
        Dataset data = TestTable.Read(table);
        Assert.Equal(99, data.Input(99)[0]);
        Assert.InRange(data.Input(100)[0], 1000, 10_000);
        Assert.True(data.Input(102)[0] > data.Input(100)[0] && data.Input(101)[0] < 0);
        Assert.Equal(50, column.Tails!.Center);
    }

    [Fact]
    public void Nothing_is_learned_of_rows_that_are_held_out()
    {
        // The held-out rows alone have the category 'new' and numbers above 1000.
        var text = new StringBuilder("a,b,y\n");
        for (int row = 0; row < 200; row++) text.Append(row % 2 == 0 ? "old" : "other").Append(System.Globalization.CultureInfo.InvariantCulture, $",{row % 10},{row}.5\n");
        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        var plain = TestTable.InFile(bytes, path => Table.Read(new TableOptions { Path = path, Target = "y" }).Prepare(new TableShares { Test = 0.2, Seed = 3 }));
        int[] heldOut = [.. plain.Test!.Targets.ToArray().Concat(plain.Parts.Validation!.Targets.ToArray()).Select(target => (int)target)];
        string[] lines = text.ToString().Split('\n');
        foreach (int row in heldOut) lines[row + 1] = $"new,{5000 + row},{row}.5";
        var changed = TestTable.InFile(Encoding.UTF8.GetBytes(string.Join('\n', lines)), path => Table.Read(new TableOptions { Path = path, Target = "y" }).Prepare(new TableShares { Test = 0.2, Seed = 3 }));
        Assert.Equal(Fingerprint.Of(plain.Parts.Training), Fingerprint.Of(changed.Parts.Training));
        Assert.Equal(plain.Parts.InputScaling!.Offsets, changed.Parts.InputScaling!.Offsets);
        Assert.Equal(plain.Parts.InputScaling.Scales, changed.Parts.InputScaling.Scales);
        Assert.NotEqual(Fingerprint.Of(plain.Test), Fingerprint.Of(changed.Test!));
    }

    [Fact]
    public void What_is_zero_or_one_is_not_scaled()
    {
        var scaling = TestTable.InFile("a,b,y\n1,x,1\n2,z,2\n,x,3\n4,z,4\n"u8.ToArray(), path =>
            Table.Read(new TableOptions { Path = path, Target = "y" }).Prepare(new TableShares { Validation = 0 })).Parts.InputScaling!;
        Assert.Equal("columns", scaling.Kind);
        Assert.Equal([2.25f, 0, 0, 0], scaling.Offsets);
        Assert.Equal([1, 1, 1], scaling.Scales.Skip(1));
    }

    [Fact]
    public void A_model_file_keeps_every_kind_of_column()
    {
        TableColumn[] columns =
        [
            new NumberColumn("n", 1.5f, true) { Tails = new TailBend(1, 2) },
            new NumberColumn("m", -0f, false),
            new BooleanColumn("b", 0.25f, true),
            new CategoryColumn("c", ["x", "\"z\""], [0.5f, 0.25f], true) { Rare = ["w"] },
            new TimeColumn("t", DateOrder.DayFirst, 8766, 3.5f, [TimePeriod.Day, TimePeriod.Year], true),
            new IgnoredColumn("i", "identifier"),
        ];
        string[] features = [.. columns.SelectMany(column => column.Features)];
        var schema = new ModelSchema { Features = features, Targets = ["y"], Columns = columns };
        var model = new Model(new Network(features.Length, [new Dense(1, Activation.Identity)]), Loss.SquaredError, schema);
        using var directory = new Files.TemporaryDirectory();
        model.Save(directory["a"]);
        var read = Model.Load(directory["a"]);
        read.Save(directory["b"]);
        Assert.Equal(File.ReadAllBytes(directory["a"]), File.ReadAllBytes(directory["b"]));
        Assert.Equal(columns.Select(column => column.GetType()), read.Schema.Columns!.Select(column => column.GetType()));
        Assert.Equal(columns[0], read.Schema.Columns![0]);
        Assert.Equal(columns[2], read.Schema.Columns![2]);
        Assert.Equal(features, read.Schema.Features);
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - CircleTolerance, expected[i] + CircleTolerance);
    }
}
