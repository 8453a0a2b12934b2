using System.Globalization;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Finds the column that a person chose by name, by number counted from 1, or as the last.</summary>
internal static class ColumnChoice
{
    /// <summary>The index of the target from 0.</summary>
    /// <exception cref="MissingColumnException">There is no such column; the message lists those that are there.</exception>
    public static int FindTarget(TableSource source, string? choice)
    {
        if (string.IsNullOrWhiteSpace(choice))
            throw new InvalidInputException($"{source.Where}: say which column is the target; there are {source.Listed()}.");
        return Find(source, choice.Trim(), "the target");
    }

    /// <summary>A column's index from 0.</summary>
    /// <exception cref="MissingColumnException">There is no such column; the message lists those that are there.</exception>
    public static int Find(TableSource source, string choice, string purpose) => TryFind(source, choice, out int column)
        ? column
        : throw new MissingColumnException($"{source.Where} has no column {Printable.Quoted(choice)} for {purpose}; there are {source.Listed()}{(source.Names is not null && IsNumber(choice) ? $", by number from 1 to {source.Columns}" : "")}.", choice);

    /// <summary>Like <see cref="Find"/>, for a choice that may mean none of the table's columns.</summary>
    public static bool TryFind(TableSource source, string choice, out int column)
    {
        column = source.Names is null ? -1 : Array.IndexOf(source.Names, choice);
        if (column >= 0) return true;
        if (choice == "last") column = source.Columns - 1;
        else if (int.TryParse(choice, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) column = number - 1;
        return (uint)column < (uint)source.Columns;
    }

    private static bool IsNumber(string choice) => choice.Trim().All(char.IsAsciiDigit);
}
