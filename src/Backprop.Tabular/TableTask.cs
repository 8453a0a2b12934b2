namespace Backprop.Tabular;

/// <summary>What the target column of a table is taken for.</summary>
public enum TableTask
{
    /// <summary>Each different value of the target is a class.</summary>
    Classification,

    /// <summary>The target is a number to predict.</summary>
    Regression,
}
