namespace Backprop.Tests;

/// <summary>Tests that measure the memory of the whole process, or hold what they measure against a bound of time: no other runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
