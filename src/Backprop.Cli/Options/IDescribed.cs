namespace Backprop.Cli.Options;

/// <summary>What help says of an option beside its description.</summary>
internal interface IDescribed
{
    /// <summary>The value where the option is not given; null for none.</summary>
    string? DefaultText { get; }
}
