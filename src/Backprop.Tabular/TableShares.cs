namespace Backprop.Tabular;

/// <summary>Which parts of a table are set aside before anything is learned.</summary>
public sealed record TableShares
{
    /// <summary>The share that is never trained on, to measure the result; default 0 for none.</summary>
    public double Test { get; init; }

    /// <summary>The share of the other rows that is held out to find the best epoch; default 0.1, 0 for none.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>The same seed draws the same rows, on every machine; default 0.</summary>
    public ulong Seed { get; init; }
}
