namespace Backprop.Tabular;

/// <summary>Why a cell is not a number.</summary>
internal enum CellFault
{
    Missing, Nul, Encoding, OutOfRange, NotFinite, Comma, ForeignDigits, Text,
}
