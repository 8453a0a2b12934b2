using System.Text;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class TabularModelTests
{
    private const string Header = "size,colour,born,tame,kind\n";

    [Fact]
    public void Rows_of_a_program_have_the_answers_of_the_same_rows_in_a_file()
    {
        using var directory = new Files.TemporaryDirectory();
        string[] lines = [.. Enumerable.Range(0, 40).Select(row => $"{(row % 9 == 4 ? "" : $"{row % 2 * 5}.{row % 7}")},{(row % 3 == 0 ? "red" : "blue")},2024-01-{1 + (row % 28):00},{(row % 4 == 0 ? "true" : "false")},{(row % 2 == 0 ? "cat" : "dog")}")];
        File.WriteAllText(directory["t.csv"], Header + string.Join('\n', lines), Encoding.UTF8);
        var trained = TabularModel.Train(new TableOptions { Path = directory["t.csv"], Target = "kind" }, new ModelOptions { Training = new TrainingOptions { Epochs = 5 } });
        trained.Save(directory["m"]);
        var model = TabularModel.Load(directory["m"]);

        var inputs = ModelTable.ReadInputs(new ModelTableOptions { Path = directory["t.csv"], Features = model.Model.Schema.Features, Columns = model.Model.Schema.Columns });
        var rows = lines.Select(line => line.Split(',')).Select(cells => (IReadOnlyDictionary<string, object?>)new Dictionary<string, object?>
        {
            ["born"] = DateTime.ParseExact(cells[2], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["size"] = cells[0].Length == 0 ? null : double.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture),
            ["tame"] = cells[3] == "true",
            ["colour"] = cells[1],
            ["owner"] = "nobody",
        });
        float[][] answers = [.. model.Predict(rows)];
        Assert.Equal(lines.Length, answers.Length);
        for (int row = 0; row < answers.Length; row++)
        {
            Assert.Equal(trained.Model.Predict(inputs.Input(row)), answers[row]);
            Assert.Contains(model.ClassOf(answers[row]), new[] { "cat", "dog" });
        }
        Assert.Empty(model.Predict(Array.Empty<Dictionary<string, object?>>()));
        Assert.Equal("Row 1 has no value 'size', an input of the model; give it, or null where it is missing.",
            Files.Refusal.Of(() => model.Predict([new Dictionary<string, object?> { ["born"] = null }]).ToList()));
    }
}
