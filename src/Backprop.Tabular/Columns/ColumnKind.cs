namespace Backprop.Tabular;

/// <summary>What a column of a table holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>One of some words.</summary>
    Category,

    /// <summary>Yes or no, true or false.</summary>
    Boolean,

    /// <summary>Dates, with or without a time of day.</summary>
    Time,

    /// <summary>Text that differs in most rows, such as a name: it identifies a row and says nothing about others. Left out.</summary>
    Identifier,

    /// <summary>The same in every row. Left out.</summary>
    Constant,

    /// <summary>Missing in every row. Left out.</summary>
    Empty,

    /// <summary>Left out on request.</summary>
    Ignored,
}
