namespace Backprop.Tests;

/// <summary>Tests that measure the memory of the whole process: no other runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "alone";
}
