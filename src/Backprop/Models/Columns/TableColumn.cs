namespace Backprop;

/// <summary>
/// A column of a table as a model knows it: its name, and how its cells become inputs of the network. What is learned
/// (a median, a list of categories) is learned on the training part alone and stays in the model's file.
/// </summary>
/// <param name="Name">What the header calls it; x1, x2, … by its number where there is no header.</param>
public abstract record TableColumn(string Name)
{
    /// <summary>What files call this kind of column.</summary>
    public abstract string Kind { get; }

    /// <summary>The inputs that it becomes, by name, in the network's order; none where the column is left out.</summary>
    public abstract IReadOnlyList<string> Features { get; }

    /// <summary>Writes the column as a model's file has it: one JSON object.</summary>
    public void WriteJson(System.Text.Json.Utf8JsonWriter json) => ColumnJson.Write(json, this);

    /// <summary>The name of the input that is 1 where a cell was missing.</summary>
    private protected string Indicator => $"{Name} is missing";
}
