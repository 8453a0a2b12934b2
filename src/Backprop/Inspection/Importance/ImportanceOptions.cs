namespace Backprop;

/// <summary>How the importance of columns is measured.</summary>
public sealed record ImportanceOptions
{
    /// <summary>How often each column is permuted; default 5.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>The key of the permutations; default 0. The same seed permutes the same way on every machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads that share the work; by default (null) one a physical core. The result does not depend on them.</summary>
    public int? Threads { get; init; }

    /// <summary>Loss and metrics of the same data as they are, where <see cref="Model.Evaluate(Data.Dataset, int?)"/> has told them; by default (null) they are measured first.</summary>
    public Evaluation? Evaluation { get; init; }
}
