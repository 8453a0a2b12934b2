namespace Backprop.Data;

/// <summary>A data set that comes with the library.</summary>
public sealed class BuiltInDataset
{
    private readonly Func<ulong, Dataset> _load;

    internal BuiltInDataset(string name, string description, string source, Func<ulong, Dataset> load) =>
        (Name, Description, Source, _load) = (name, description, source, load);

    /// <summary>The name it is loaded by.</summary>
    public string Name { get; }

    /// <summary>What its rows are, in one line.</summary>
    public string Description { get; }

    /// <summary>Where it comes from, in one line.</summary>
    public string Source { get; }

    /// <summary>Loads it. The same seed gives the same bits on every machine; sets that are not generated have no use for it.</summary>
    /// <param name="seed">Which of the many sets of its kind a generated set is. Default 0.</param>
    public Dataset Load(ulong seed = 0) => _load(seed);
}
