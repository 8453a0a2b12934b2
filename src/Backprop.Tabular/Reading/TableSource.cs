using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>A table that is read row by row: cells as text in UTF-8, and every error with row and column.</summary>
internal abstract class TableSource : IDisposable
{
    private const int ColumnsListed = 20;

    /// <summary>The path, as messages show it.</summary>
    public abstract string Where { get; }

    /// <summary>What reports call the table.</summary>
    public abstract string Name { get; }

    /// <summary>Names in the header; null where there is none.</summary>
    public abstract string[]? Names { get; }

    /// <summary>Cells in every row.</summary>
    public abstract int Columns { get; }

    /// <summary>The current row as people count it in the file, from 1, header included.</summary>
    public abstract long Row { get; }

    /// <summary>What stands between cells; NUL where nothing does.</summary>
    public virtual char Delimiter => '\0';

    /// <summary>Whether no rows at all are no fault.</summary>
    public virtual bool MayBeEmpty => false;

    /// <summary>A cell of the current row without blanks around it. Valid until the next row is read.</summary>
    public abstract ReadOnlySpan<byte> this[int column] { get; }

    /// <summary>Goes to the next row of data; false at the end.</summary>
    /// <exception cref="InvalidInputException">The row has more or fewer cells than the first, or is not well formed.</exception>
    public abstract bool Read();

    /// <summary>The number in a cell.</summary>
    /// <exception cref="InvalidInputException">The cell is not a finite number.</exception>
    public float Number(int column) => Cell.TryNumber(this[column], out float number) ? number : throw Refuse(column);

    /// <summary>The error for a cell that is not a number, or not even text.</summary>
    public InvalidInputException Refuse(int column)
    {
        string cell = Cell.Quoted(this[column]);
        return new($"{Place(column)}: " + Cell.FaultOf(this[column]) switch
        {
            CellFault.Missing when this[column].IsEmpty => "the value is missing; fill it in, or remove the row.",
            CellFault.Missing => $"{cell} stands for a missing value; fill it in, or remove the row.",
            CellFault.Nul => "the cell holds a NUL byte, so the file is damaged or is not UTF-8 text; save it as UTF-8.",
            CellFault.Encoding => $"{cell} is not valid UTF-8; save the file as UTF-8.",
            CellFault.OutOfRange => $"{cell} is beyond the range of a float, ±3.4e38; rescale the column.",
            CellFault.NotFinite => $"{cell} is not finite; every number must be.",
            CellFault.Comma => $"{cell} has a comma; write numbers with a decimal point and without marks for thousands, as 1234.5.",
            CellFault.ForeignDigits => $"{cell} has digits other than 0 to 9; write the number with those.",
            _ => $"{cell} is not a number; correct the cell.",
        });
    }

    /// <summary>The file, the current row and a column, for a message.</summary>
    public string Place(int column) => $"{Where}: row {Row}, column {Described(column)}";

    /// <summary>A column's number, counted from 1, and its name if it has one.</summary>
    public string Described(int column) => Names is null ? $"{column + 1}" : $"{column + 1} ({Printable.Quoted(Names[column])})";

    /// <summary>The columns that are there, for a message: the first 20.</summary>
    public string Listed() => Names is null
        ? $"{Counted(Columns, "column")} without names (give a number from 1 to {Columns}, or last)"
        : "the columns " + string.Join(", ", Names.Take(ColumnsListed).Select(Printable.Quoted)) + (Columns > ColumnsListed ? $", … ({Columns} in all)" : "");

    /// <summary>A number of things, for a message.</summary>
    public static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public abstract void Dispose();
}
