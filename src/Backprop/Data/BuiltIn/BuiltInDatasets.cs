namespace Backprop.Data;

/// <summary>The data sets that come with the library: two of real measurements, four generated.</summary>
public static class BuiltInDatasets
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<BuiltInDataset> All { get; } =
    [
        Digits.Set,
        Iris.Set,
        Spirals.Set,
        Moons.Set,
        Circles.Set,
        Xor.Set,
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(set => set.Name)];

    /// <summary>Loads a set by its name.</summary>
    /// <param name="name">One of <see cref="Names"/>, as it is written there.</param>
    /// <param name="seed">Which of the many sets of its kind a generated set is. Default 0: the data do not change with a training's seed.</param>
    /// <exception cref="InvalidInputException">There is no set of that name.</exception>
    public static Dataset Load(string name, ulong seed = 0)
    {
        BuiltInDataset set = All.FirstOrDefault(set => set.Name == name)
            ?? throw new InvalidInputException($"There is no built-in data set '{name}'; there are {string.Join(", ", Names)}.");
        return set.Load(seed);
    }
}
