using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

/// <summary>The importance of a column of the table, whatever inputs it becomes.</summary>
public class ColumnImportanceTests
{
    private static readonly string[] Names = ["size", "colour", "born", "note", "kind"];

    private static readonly string[][] Rows = [.. Enumerable.Range(0, 60).Select(row => new[]
    {
        row % 9 == 4 ? "" : $"{row % 2 * 5}.{row % 7}", row % 3 == 0 ? "red" : row % 5 == 0 ? "green" : "blue",
        $"2024-{1 + (row % 11):00}-{1 + (row % 28):00}", $"note {row}", row % 2 == 0 ? "cat" : "dog",
    })];

    [Fact]
    public void To_permute_a_column_is_to_permute_the_raw_cells_of_the_file()
    {
        using var directory = new Files.TemporaryDirectory();
        string Write(string name, string[][] rows)
        {
            File.WriteAllLines(directory[name], [string.Join(',', Names), .. rows.Select(row => string.Join(',', row))]);
            return directory[name];
        }

        var model = TabularModel.Train(new TableOptions { Path = Write("t.csv", Rows), Target = "kind" }, new ModelOptions { Training = new TrainingOptions { Epochs = 5 } }).Model;
        Backprop.Data.Dataset Read(string path) => ModelTable.ReadDataset(new ModelTableOptions
        {
            Path = path,
            Features = model.Schema.Features,
            Columns = model.Schema.Columns,
            Classes = model.Schema.Classes,
            Target = "kind",
        });
        int[] order = [.. Enumerable.Range(0, Rows.Length).Select(row => ((row * 7) + 3) % Rows.Length)];
        var importance = PermutationImportance.Of(model, Read(directory["t.csv"]), new ImportanceOptions { Repeats = 1 }, (_, _) => order);
        Assert.Equal(Names[..4], importance.Columns.Select(column => column.Name));
        for (int column = 0; column < 4; column++)
        {
            string[][] permuted = [.. Rows.Select((row, i) => row.Select((cell, c) => c == column ? Rows[order[i]][c] : cell).ToArray())];
            var evaluation = (ClassificationEvaluation)model.Evaluate(Read(Write("permuted.csv", permuted)));
            Assert.Equal(evaluation.Loss - importance.Evaluation.Loss, importance.Columns[column].LossIncrease);
            Assert.Equal(((ClassificationEvaluation)importance.Evaluation).Accuracy - evaluation.Accuracy, importance.Columns[column].MetricDecrease);
        }
        Assert.True(importance.Columns[0].LossIncrease > 0);
        Assert.Equal(("note", false, 0.0), (importance.Ranked[^1].Name, importance.Ranked[^1].IsUsed, importance.Columns[3].LossIncrease));
    }
}
