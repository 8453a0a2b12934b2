using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;
using System.Text;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

/// <summary>Rows of a program, by their properties or by functions, to learn and to predict from.</summary>
public sealed class RowTests : IDisposable
{
    private const int Count = 60;

    private readonly Files.TemporaryDirectory _directory = new();
    private readonly TabularModel _model;
    private readonly float[][] _ofFile;

    public RowTests()
    {
        File.WriteAllText(_directory["pets.csv"], "body_size,colour,born,tame,kind\n" + string.Concat(Pets.Select(pet => string.Create(
            CultureInfo.InvariantCulture, $"{pet.BodySize},{pet.Colour},{pet.Born:yyyy-MM-dd HH:mm:ss},{(pet.Tame ? "true" : "false")},{(pet.BodySize > 3 ? "dog" : "cat")}\n"))), Encoding.UTF8);
        _model = TabularModel.Train(new TableOptions { Path = _directory["pets.csv"], Target = "kind" }, Options);
        var inputs = ModelTable.ReadInputs(new ModelTableOptions { Path = _directory["pets.csv"], Features = _model.Model.Schema.Features, Columns = _model.Model.Schema.Columns });
        _ofFile = [.. Enumerable.Range(0, Count).Select(row => _model.Model.Predict(inputs.Input(row)))];
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Properties_are_columns_by_their_names_whatever_case_and_signs() =>
        Assert.Equal(_ofFile, _model.Predict(Pets));

    [Fact]
    public void Anonymous_types_records_with_fields_more_and_structs_do() => Assert.All(
        new[] { _model.Predict(Pets.Select(pet => new { pet.Tame, pet.Born, Owner = "nobody", pet.Colour, body_size = (decimal?)pet.BodySize })), _model.Predict(Pets.Select(pet => new Small(pet.BodySize, pet.Colour, pet.Born, pet.Tame))) },
        answers => Assert.Equal(_ofFile, answers));

    [Fact]
    public void Functions_give_columns_without_a_class()
    {
        object?[][] rows = [.. Pets.Select(pet => new object?[] { pet.BodySize, pet.Colour, pet.Born, pet.Tame })];
        string[] names = ["body_size", "colour", "born", "tame"];
        Assert.Equal(_ofFile, _model.Predict(rows, RowColumns.By<object?[]>((row, name) => row[Array.IndexOf(names, name)])));
        Assert.Equal(_ofFile, _model.Predict(rows, RowColumns.By(names.Index().ToDictionary(name => name.Item, name => (Func<object?[], object?>)(row => row[name.Index])))));
    }

    [Fact]
    public async Task Rows_that_come_over_time_are_answered_in_order_each_when_it_is_there()
    {
        int taken = 0, answered = 0;
        await foreach (float[] answer in _model.PredictAsync(Coming(), cancellation: TestContext.Current.CancellationToken))
        {
            Assert.Equal(_ofFile[answered++], answer);
            Assert.Equal(answered, taken);
        }
        Assert.Equal(Count, answered);

        async IAsyncEnumerable<Pet> Coming()
        {
            foreach (var pet in Pets)
            {
                if (taken % 7 == 0) await Task.Yield();
                taken++;
                yield return pet;
            }
        }
    }

    [Fact]
    public void Rows_are_taken_one_by_one_and_may_be_taken_again()
    {
        int taken = 0;
        var answers = _model.Predict(Pets.Select(pet =>
        {
            taken++;
            return pet;
        }));
        Assert.Equal(_ofFile[1], answers.Skip(1).First());
        Assert.Equal(2, taken);
        Assert.Equal(_ofFile, answers);
    }

    [Fact]
    public void Numbers_of_any_type_enums_and_nulls_are_what_a_table_would_have()
    {
        float[] expected = Answer(2.0, "red", null);
        Assert.All(new object[] { (byte)2, (short)2, 2, 2L, 2f, 2m, (Half)2, "2", " 2.0 " }, size => Assert.Equal(expected, Answer(size, "red", null)));
        Assert.Equal(expected, Answer(2, Coat.red, null));
        Assert.Equal(expected, Answer(2, "red", double.NaN));
        Assert.Equal(Answer(2, "red", new DateTime(2024, 3, 5)), Answer(2, "red", new DateOnly(2024, 3, 5)));
        Assert.Equal(Answer(2, "red", new DateTime(2024, 3, 5, 10, 0, 0)), Answer(2, "red", new DateTimeOffset(2024, 3, 5, 12, 0, 0, TimeSpan.FromHours(2))));
        Assert.NotEqual(expected, Answer(2.5, "red", null));
    }

    [Fact]
    public void What_is_missing_or_wrong_is_named()
    {
        Assert.Equal("The rows have no column 'born', which the model needs: Stray has BodySize, Colour, Tame. Give it that name, or map the columns with RowColumns.By.",
            Files.Refusal.Of(() => _model.Predict(new[] { new Stray(1, "red", true) })));
        Assert.Contains("the dictionary has colour", Files.Refusal.Of(() => _model.Predict(Pets, RowColumns.By(new Dictionary<string, Func<Pet, object?>> { ["colour"] = pet => pet.Colour }))), StringComparison.Ordinal);
        Assert.Contains("have no public property", Files.Refusal.Of(() => _model.Predict([new object()])), StringComparison.Ordinal);
        Assert.Equal("The rows: row 2, column 1 ('body_size'): 'big' is not a number; correct the cell.",
            Files.Refusal.Of(() => _model.Predict(new object[] { 1, "big" }, RowColumns.By<object>((row, name) => name == "body_size" ? row : null)).ToList()));
        Assert.StartsWith("Row 2 is null", Files.Refusal.Of(() => _model.Predict(new[] { Pets[0], null! }).ToList()), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_unlike_any_in_training_are_told_at_the_end()
    {
        List<string> warnings = [];
        Assert.Equal(2, _model.Predict(Pets.Take(2).Select(pet => pet with { Colour = "violet" }), warn: warnings.Add).Count());
        Assert.Contains("'violet'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_trained_on_rows_is_that_of_the_same_table()
    {
        var rows = Pets.Select(pet => new { body_size = pet.BodySize, colour = pet.Colour, born = pet.Born, tame = pet.Tame, kind = pet.BodySize > 3 ? "dog" : "cat" });
        var table = Table.Of(rows, new TableOptions { Path = "pets", Target = "kind" });
        Assert.Equal(("pets", Count), (table.Name, table.Rows));
        Assert.Equal(_model.Model.Network.Sha256(), TabularModel.Train(table, Options).Model.Network.Sha256());
        var byKey = rows.Select(row => new Dictionary<string, object?> { ["body_size"] = row.body_size, ["colour"] = row.colour, ["born"] = row.born, ["tame"] = row.tame, ["kind"] = row.kind });
        Assert.Equal(_model.Model.Network.Sha256(), TabularModel.Train(Table.Of(byKey, new TableOptions { Path = "pets", Target = "kind" }), Options).Model.Network.Sha256());
    }

    [Fact]
    public void A_table_of_no_rows_or_of_unknown_columns_is_refused()
    {
        var options = new TableOptions { Path = "pets", Target = "kind" };
        Assert.Contains("are none", Files.Refusal.Of(() => Table.Of(Array.Empty<Pet>(), options with { Target = "Colour" })), StringComparison.Ordinal);
        Assert.Contains("Say which columns", Files.Refusal.Of(() => Table.Of(Pets, options, RowColumns.By<Pet>((pet, name) => null))), StringComparison.Ordinal);
        Assert.Contains("'kind'", Files.Refusal.Of(() => Table.Of(Pets, options)), StringComparison.Ordinal);
    }

    private float[] Answer(object? size, object? colour, object? born) =>
        _model.Predict([new Dictionary<string, object?> { ["body_size"] = size, ["colour"] = colour, ["born"] = born, ["tame"] = true }]).Single();

    private static ModelOptions Options => new() { Training = new TrainingOptions { Epochs = 3, Threads = 1 } };

    private static Pet[] Pets { get; } = [.. Enumerable.Range(0, Count).Select(row => new Pet
    {
        BodySize = (row % 2 * 3) + (row % 7 * 0.3),
        Colour = row % 3 == 0 ? "red" : "blue",
        Born = new DateTime(2024, 1 + (row % 12), 1 + (row % 28), row % 24, 30, 0, DateTimeKind.Unspecified),
        Tame = row % 4 == 0,
    })];

    private enum Coat
    {
        blue,
        red,
    }

    private sealed record Pet
    {
        public double BodySize { get; init; }

        public string Colour { get; init; } = "";

        public DateTime Born { get; init; }

        public bool Tame { get; init; }

        public string this[int index] => Colour[index..];
    }

    private readonly record struct Small([property: Column("body_size")] double S, string Colour, DateTime? Born, bool Tame);

    private sealed record Stray(double BodySize, string Colour, bool Tame);
}
