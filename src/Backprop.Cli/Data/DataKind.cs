namespace Backprop.Cli.Data;

/// <summary>Where data come from.</summary>
internal enum DataKind
{
    /// <summary>From the library itself, by name.</summary>
    BuiltIn,

    /// <summary>From a table of text.</summary>
    Table,

    /// <summary>From IDX images.</summary>
    Idx,
}
